package dev.firstfault.exporters.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML with SVG in it, as HTML5 reads it. Names of elements and attributes are the caller's own; all text and all
 * values are escaped, and what would reorder or control what is shown is left out. Not thread-safe.
 */
public final class MarkupWriter {

    /** HTML's elements without an end tag that are used here (HTML Living Standard, section 13.1.2). */
    private static final String VOID_ELEMENTS = " meta link br ";

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> elements = new ArrayDeque<>();
    private boolean inTag;

    public MarkupWriter() {
        out.append("<!DOCTYPE html>\n");
    }

    /** Opens an element; attributes follow. */
    public MarkupWriter open(String element) {
        endTag();
        out.append('<').append(element);
        elements.push(element);
        inTag = true;
        return this;
    }

    /** Opens an element of one or more classes, or of none. */
    public MarkupWriter open(String element, String classes) {
        return classes.isEmpty() ? open(element) : open(element).attribute("class", classes);
    }

    /** An attribute of the element that was just opened. */
    public MarkupWriter attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
        return this;
    }

    /** A number as an attribute, to a tenth. */
    public MarkupWriter attribute(String name, double value) {
        out.append(' ').append(name).append("=\"").append(decimal(value)).append('"');
        return this;
    }

    public MarkupWriter text(String text) {
        endTag();
        escape(text);
        return this;
    }

    /** A whole element that holds nothing but text. */
    public MarkupWriter element(String element, String classes, String text) {
        return open(element, classes).text(text).close();
    }

    /** A style sheet of ours: taken as it is. */
    public MarkupWriter style(String sheet) {
        open("style");
        endTag();
        out.append(sheet);
        return close();
    }

    /** Closes the element opened last. */
    public MarkupWriter close() {
        String element = elements.pop();
        endTag();
        if (!VOID_ELEMENTS.contains(" " + element + " ")) {
            out.append("</").append(element).append('>');
        }
        return this;
    }

    /** A line break in the source, for who reads it. */
    public MarkupWriter line() {
        endTag();
        out.append('\n');
        return this;
    }

    private void endTag() {
        if (inTag) {
            out.append('>');
            inTag = false;
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&':
                    out.append("&amp;");
                    break;
                case '<':
                    out.append("&lt;");
                    break;
                case '>':
                    out.append("&gt;");
                    break;
                case '"':
                    out.append("&quot;");
                    break;
                case '\'':
                    out.append("&#39;");
                    break;
                default:
                    plain(c);
            }
        }
    }

    private void plain(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                out.append(c == '\n' ? '\n' : ' ');
                break;
            case Character.FORMAT: // turns the direction of what follows, or hides
                break;
            case Character.SURROGATE: // half of a character
                out.append('\uFFFD');
                break;
            default:
                out.appendCodePoint(c);
        }
    }

    /** A number to a tenth, without a tenth that is none. */
    public static String decimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0
                ? String.valueOf(tenths / 10)
                : (tenths < 0 ? "-" : "") + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
