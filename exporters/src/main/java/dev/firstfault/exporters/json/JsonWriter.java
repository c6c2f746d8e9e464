package dev.firstfault.exporters.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), indented, keys in the order they come. The caller keeps the grammar: a name before
 * each value of an object, each begin with its end. Not thread-safe.
 */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean first = true;
    private boolean named;

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginArray() {
        return begin('[');
    }

    public JsonWriter endArray() {
        return end(']');
    }

    /** The key of the value that follows. */
    public JsonWriter name(String key) {
        separate();
        quote(key);
        out.append(": ");
        named = true;
        return this;
    }

    /** A string, or null. */
    public JsonWriter value(@Nullable String text) {
        separate();
        if (text == null) {
            out.append("null");
        } else {
            quote(text);
        }
        return this;
    }

    public JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    /** A number; null where it is none, because JSON has no infinity. */
    public JsonWriter value(double number) {
        separate();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            out.append("null");
        } else {
            out.append(number);
        }
        return this;
    }

    public JsonWriter value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    /** An array of strings. */
    public JsonWriter values(Iterable<String> texts) {
        beginArray();
        for (String text : texts) {
            value(text);
        }
        return endArray();
    }

    /** An object of strings. */
    public JsonWriter values(Map<String, String> texts) {
        beginObject();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            name(entry.getKey()).value(entry.getValue());
        }
        return endObject();
    }

    /** The text so far. */
    /** What was written since the last call: a long text need not be held as a whole. */
    public String drain() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        out.append(bracket);
        first = false;
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            out.append(',');
        }
        if (depth > 0) {
            newLine();
        }
        first = false;
    }

    private void newLine() {
        out.append('\n');
        for (int i = 0; i < depth; i++) {
            out.append(INDENT);
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (isAwkward(c)) {
                out.append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt((c >> 8) & 0xf))
                        .append(HEX.charAt((c >> 4) & 0xf))
                        .append(HEX.charAt(c & 0xf));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Controls, halves of pairs that UTF-8 cannot carry alone, JavaScript's line ends, and what opens a tag in HTML. */
    private static boolean isAwkward(char c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || Character.isSurrogate(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '<';
    }
}
