package dev.firstfault.collectors.poll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of JSON (RFC 8259). Asked for what is not there it says {@link #MISSING}, so that a path needs no questions. Immutable. */
final class JsonValue {

    static final JsonValue MISSING = new JsonValue(null, Collections.emptyMap(), Collections.emptyList());

    private final @Nullable String scalar;
    private final Map<String, JsonValue> members;
    private final List<JsonValue> elements;

    private JsonValue(@Nullable String scalar, Map<String, JsonValue> members, List<JsonValue> elements) {
        this.scalar = scalar;
        this.members = members;
        this.elements = elements;
    }

    /** @throws IllegalArgumentException where it is no JSON, or nested too deep */
    static JsonValue parse(String text) {
        Parser parser = new Parser(text);
        JsonValue value = parser.value(0);
        parser.end();
        return value;
    }

    JsonValue get(String name) {
        JsonValue member = members.get(name);
        return member == null ? MISSING : member;
    }

    /** Of an object; empty for anything else. */
    Map<String, JsonValue> members() {
        return members;
    }

    /** Of an array; empty for anything else. */
    List<JsonValue> elements() {
        return elements;
    }

    boolean isMissing() {
        return this == MISSING;
    }

    /** As it stands there, without quotes; empty where it is no scalar. */
    String text() {
        return scalar == null ? "" : scalar;
    }

    /** Also of a text that is a number, as {@code _cat} gives them; {@code absent} where it is none. */
    long number(long absent) {
        try {
            return scalar == null ? absent : Long.parseLong(scalar.trim());
        } catch (NumberFormatException notWhole) {
            return absent;
        }
    }

    private static final class Parser {
        private static final int MAX_DEPTH = 32;

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        JsonValue value(int depth) {
            if (depth > MAX_DEPTH) {
                throw wrong();
            }
            switch (next()) {
                case '{':
                    return object(depth);
                case '[':
                    return array(depth);
                case '"':
                    return new JsonValue(string(), Collections.emptyMap(), Collections.emptyList());
                default:
                    return new JsonValue(bare(), Collections.emptyMap(), Collections.emptyList());
            }
        }

        private JsonValue object(int depth) {
            Map<String, JsonValue> members = new HashMap<>();
            take('{');
            while (next() != '}') {
                String name = string();
                take(':');
                members.put(name, value(depth + 1));
                if (next() == ',') {
                    at++;
                }
            }
            take('}');
            return new JsonValue(null, members, Collections.emptyList());
        }

        private JsonValue array(int depth) {
            List<JsonValue> elements = new ArrayList<>();
            take('[');
            while (next() != ']') {
                elements.add(value(depth + 1));
                if (next() == ',') {
                    at++;
                }
            }
            take(']');
            return new JsonValue(null, Collections.emptyMap(), elements);
        }

        private String string() {
            take('"');
            StringBuilder out = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                out.append(c == '\\' ? escaped() : c);
            }
            take('"');
            return out.toString();
        }

        private char escaped() {
            if (at >= text.length()) {
                throw wrong();
            }
            char c = text.charAt(at++);
            if (c != 'u') {
                int index = "bfnrt".indexOf(c);
                return index < 0 ? c : "\b\f\n\r\t".charAt(index);
            }
            if (at + 4 > text.length()) {
                throw wrong();
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        /** A number, {@code true}, {@code false} or {@code null}. */
        private String bare() {
            int start = at;
            while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == start) {
                throw wrong();
            }
            return text.substring(start, at);
        }

        void end() {
            while (at < text.length()) {
                if (text.charAt(at++) > ' ') {
                    throw wrong();
                }
            }
        }

        /** The next character that is no white space; it stays. */
        private char next() {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            if (at == text.length()) {
                throw wrong();
            }
            return text.charAt(at);
        }

        private void take(char expected) {
            if (at >= text.length() || next() != expected) {
                throw wrong();
            }
            at++;
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("no JSON at " + at);
        }
    }
}
