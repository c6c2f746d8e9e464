package dev.firstfault.exporters.report;

import java.util.ArrayList;
import java.util.List;

/** A labelled block of a text report; shows fewer lines where the screen is small. */
final class Section {

    /** Characters of a line; fits a split screen, and a mail. */
    static final int WIDTH = 104;

    private static final int LABEL_WIDTH = 14;

    /** Characters of a line beside the label. */
    static final int TEXT_WIDTH = WIDTH - LABEL_WIDTH;

    private final String label;
    private final int minimum;
    private final List<String> lines = new ArrayList<>();
    private int shown;
    private int alarming = -1;

    /** @param minimum lines that are shown in any case */
    Section(String label, int minimum) {
        this.label = label;
        this.minimum = minimum;
    }

    /** Adds text, on as many lines as it takes. */
    Section add(String text) {
        lines.addAll(ReportText.wrapped(text, TEXT_WIDTH));
        shown = lines.size();
        return this;
    }

    /** Adds an item of a list: its further lines are indented. */
    Section addItem(String text) {
        List<String> wrapped = ReportText.wrapped(text, TEXT_WIDTH - 2);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add(i == 0 ? wrapped.get(i) : "  " + wrapped.get(i));
        }
        shown = lines.size();
        return this;
    }

    /** Adds text on one line, cut where it is too long. */
    Section addLine(String text) {
        lines.add(text.length() > TEXT_WIDTH ? ReportText.cut(text, TEXT_WIDTH) : text);
        shown = lines.size();
        return this;
    }

    /** Stresses the line added last. */
    Section alarm() {
        alarming = lines.size() - 1;
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int shown() {
        return shown;
    }

    /** Lines that could be given up. */
    int spare() {
        return shown - Math.min(minimum, shown);
    }

    boolean clipped() {
        return shown < lines.size();
    }

    void giveUpLine() {
        shown--;
    }

    void showAll() {
        shown = lines.size();
    }

    void render(StringBuilder out, TextStyle style) {
        for (int i = 0; i < shown; i++) {
            String line = lines.get(i);
            if (i == shown - 1 && clipped()) {
                line = ReportText.cut(line, TEXT_WIDTH);
            }
            String margin = i == 0 ? label : "";
            out.append(style.bold(margin));
            for (int column = margin.length(); column < LABEL_WIDTH; column++) {
                out.append(' ');
            }
            out.append(i == alarming ? style.alarm(line) : line).append('\n');
        }
    }
}
