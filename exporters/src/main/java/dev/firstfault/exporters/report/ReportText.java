package dev.firstfault.exporters.report;

import java.util.ArrayList;
import java.util.List;

/** Lines that fit: words wrapped or cut, and nothing in them that a terminal would obey. */
final class ReportText {

    private static final String CUT = " ...";

    private ReportText() {}

    /** The text on one line: every run of white space and control characters is one space. */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && (c < 0x7f || c >= 0xa0) && c != '\u2028' && c != '\u2029') {
                out.append(c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().trim();
    }

    /** The text on lines of at most {@code width} characters, broken between words where a word fits on a line. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = oneLine(text);
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).trim();
        }
        lines.add(rest);
        return lines;
    }

    /** Puts the word at the right end of a column that is so wide. */
    static void right(String word, int width, StringBuilder out) {
        for (int i = word.length(); i < width; i++) {
            out.append(' ');
        }
        out.append(oneLine(word));
    }

    /** The line, marked as one that does not end here: after a word, if the last is not half of the line. */
    static String cut(String line, int width) {
        int room = width - CUT.length();
        if (line.length() <= room) {
            return line + CUT;
        }
        int space = line.lastIndexOf(' ', room);
        return line.substring(0, space > room / 2 ? space : room) + CUT;
    }
}
