package dev.firstfault.collectors.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Takes JSON apart that comes in pieces, cut anywhere, and hands on what an {@link AnswerShape} wants to know. The rest is passed over: of
 * it, only strings and brackets are looked at. So not all that is malformed is noticed; but what is handed on stands where it seems to.
 */
final class JsonTokens {
    private static final int VALUE = 0;
    private static final int FIRST_ELEMENT = 1;
    private static final int FIRST_KEY = 2;
    private static final int KEY = 3;
    private static final int COLON = 4;
    private static final int AFTER_VALUE = 5;
    private static final int IN_STRING = 6;
    private static final int IN_SCALAR = 7;
    private static final int PASSING = 8;
    private static final int PASSING_STRING = 9;
    private static final int ENDED = 10;

    private static final byte[] TRUE = WordTable.ascii("true");
    private static final byte[] FALSE = WordTable.ascii("false");
    private static final byte[] NULL = WordTable.ascii("null");

    /** Stands for a number where a literal is looked for. */
    private static final byte[] DIGITS = {};

    private final AnswerShape shape;
    private final TextWindow window = new TextWindow();

    private int state;
    private int depth;

    /** A bit for each open container, the innermost the lowest: whether it is an object. */
    private long objects;

    private int passedDepth;
    private boolean malformed;
    private boolean unread;

    private boolean isKey;
    private boolean wanted;
    private boolean escaped;

    /** The last piece ended behind a backslash. */
    private boolean inEscape;

    private byte[] literal = DIGITS;
    private int scalarLength;
    private long number;
    private boolean whole;

    /** The item that is being read, and the last one that failed. */
    private ItemPattern item = new ItemPattern();

    private ItemPattern failed = new ItemPattern();

    JsonTokens(AnswerShape shape) {
        this.shape = shape;
    }

    void begin() {
        window.clear();
        state = VALUE;
        depth = 0;
        objects = 0;
        passedDepth = 0;
        malformed = false;
        unread = false;
        inEscape = false;
    }

    boolean isEnded() {
        return state == ENDED;
    }

    boolean isMalformed() {
        return malformed;
    }

    /** Whether it was no object from the first byte on. */
    boolean isUnread() {
        return unread;
    }

    /** Nothing more comes; what was begun is forgotten. */
    void end() {
        window.clear();
        state = ENDED;
    }

    /** Takes the next piece. Returns where it stopped: before {@code to} only once nothing more matters. */
    int accept(byte[] bytes, int from, int to) {
        ByteBuffer longs = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        item.clear();
        failed.clear();
        int at = from;
        while (at < to && state != ENDED) {
            switch (state) {
                case IN_STRING:
                    at = string(bytes, longs, at, to);
                    break;
                case IN_SCALAR:
                    at = scalar(bytes, at, to);
                    break;
                case PASSING:
                    at = pass(bytes, longs, at, to);
                    break;
                case PASSING_STRING:
                    at = closingQuote(bytes, longs, at, to);
                    state = at < 0 ? PASSING_STRING : PASSING;
                    at = at < 0 ? to : at + 1;
                    break;
                default:
                    at = structure(bytes, longs, at, to);
                    break;
            }
        }
        return at;
    }

    private int structure(byte[] bytes, ByteBuffer longs, int at, int to) {
        byte b = bytes[at];
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            return at + 1;
        }
        switch (state) {
            case VALUE:
                return value(bytes, longs, at, to);
            case FIRST_ELEMENT:
                return b == ']' ? close(at) : value(bytes, longs, at, to);
            case FIRST_KEY:
                return b == '}' ? close(at) : key(bytes, longs, at, to);
            case KEY:
                return key(bytes, longs, at, to);
            case COLON:
                state = VALUE;
                return b == ':' ? at + 1 : fail(at);
            default:
                boolean inObject = (objects & 1) != 0;
                if (b == ',') {
                    state = inObject ? KEY : VALUE;
                    return at + 1;
                }
                return b == (inObject ? '}' : ']') ? close(at) : fail(at);
        }
    }

    private int fail(int at) {
        malformed = true;
        state = ENDED;
        return at;
    }

    private int close(int at) {
        depth--;
        objects >>>= 1;
        shape.close();
        if (shape.isInItems() && shape.itemFailed()) {
            keep(at + 1);
        }
        state = depth == 0 || shape.isDone() ? ENDED : AFTER_VALUE;
        return at + 1;
    }

    /** What failed last is what the next ones are compared with, or nothing is. */
    private void keep(int end) {
        ItemPattern last = item;
        item = failed;
        failed = last;
        if (shape.keepItem()) {
            failed.end(end);
        } else {
            failed.clear();
        }
    }

    private int key(byte[] bytes, ByteBuffer longs, int at, int to) {
        if (bytes[at] != '"') {
            return fail(at);
        }
        isKey = true;
        wanted = true;
        escaped = false;
        return string(bytes, longs, at + 1, to);
    }

    private int value(byte[] bytes, ByteBuffer longs, int at, int to) {
        byte b = bytes[at];
        if (depth == 0 && b != '{') {
            unread = true;
            state = ENDED;
            return at;
        }
        switch (b) {
            case '{':
                return shape.isInItems() ? item(bytes, longs, at, to) : open(shape.openObject(), true, at);
            case '[':
                return open(shape.openArray(), false, at);
            case '"':
                isKey = false;
                wanted = shape.wantsText();
                escaped = false;
                return string(bytes, longs, at + 1, to);
            default:
                return beginScalar(bytes, at, to);
        }
    }

    private int item(byte[] bytes, ByteBuffer longs, int at, int to) {
        int end = failed.match(bytes, longs, at, to);
        if (end < 0) {
            item.begin(at);
            return open(shape.openObject(), true, at);
        }
        int items = 1;
        while (end + 1 < to && bytes[end] == ',' && bytes[end + 1] == '{') {
            int next = failed.match(bytes, longs, end + 1, to);
            if (next < 0) {
                break;
            }
            end = next;
            items++;
        }
        shape.itemsAgain(items);
        state = AFTER_VALUE;
        return end;
    }

    private int open(boolean entered, boolean object, int at) {
        if (entered) {
            depth++;
            objects = objects << 1 | (object ? 1 : 0);
            state = object ? FIRST_KEY : FIRST_ELEMENT;
        } else {
            passedDepth = 1;
            state = PASSING;
        }
        return at + 1;
    }

    private int string(byte[] bytes, ByteBuffer longs, int from, int to) {
        int end = closingQuote(bytes, longs, from, to);
        if (end < 0) {
            if (wanted) {
                window.add(bytes, from, to);
            }
            state = IN_STRING;
            return to;
        }
        if (wanted) {
            if (escaped || !window.isEmpty()) {
                window.add(bytes, from, end);
                window.join(escaped);
                hand(window.text(), 0, window.length());
                window.clear();
            } else {
                int tail = hand(bytes, from, end);
                if (tail > from) {
                    item.text(from, tail, end);
                }
            }
        } else if (!escaped) {
            item.text(from, end, end);
        }
        if (isKey) {
            return afterKey(bytes, longs, end + 1, to);
        }
        state = AFTER_VALUE;
        return end + 1;
    }

    /** Mostly a colon and a value: without a turn for each. */
    private int afterKey(byte[] bytes, ByteBuffer longs, int at, int to) {
        if (shape.isDone()) {
            state = ENDED;
            return at;
        }
        if (at + 1 < to && bytes[at] == ':' && bytes[at + 1] > ' ') {
            return value(bytes, longs, at + 1, to);
        }
        state = COLON;
        return at;
    }

    /** Where it begins to mean something. */
    private int hand(byte[] text, int from, int to) {
        if (isKey) {
            shape.key(text, from, to);
            return from;
        }
        return shape.text(text, from, to);
    }

    /** Where the string ends that is open; -1 if not before {@code to}. */
    private int closingQuote(byte[] bytes, ByteBuffer longs, int from, int to) {
        int at = from;
        if (inEscape) {
            inEscape = false;
            at++;
        }
        at = QuoteSearch.find(bytes, longs, at, to);
        while (at < to && bytes[at] != '"') {
            escaped = true;
            if (at + 1 == to) {
                inEscape = true;
                return -1;
            }
            at = QuoteSearch.find(bytes, longs, at + 2, to);
        }
        return at < to ? at : -1;
    }

    private int pass(byte[] bytes, ByteBuffer longs, int from, int to) {
        int at = from;
        while (at < to) {
            switch (bytes[at++]) {
                case '"':
                    at = closingQuote(bytes, longs, at, to);
                    if (at < 0) {
                        state = PASSING_STRING;
                        return to;
                    }
                    at++;
                    break;
                case '{':
                case '[':
                    passedDepth++;
                    break;
                case '}':
                case ']':
                    if (--passedDepth == 0) {
                        state = AFTER_VALUE;
                        return at;
                    }
                    break;
                default:
                    break;
            }
        }
        return at;
    }

    private int beginScalar(byte[] bytes, int at, int to) {
        switch (bytes[at]) {
            case 't':
                literal = TRUE;
                break;
            case 'f':
                literal = FALSE;
                break;
            case 'n':
                literal = NULL;
                break;
            default:
                literal = DIGITS;
                break;
        }
        scalarLength = 0;
        number = 0;
        whole = true;
        state = IN_SCALAR;
        return scalar(bytes, at, to);
    }

    private int scalar(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (literal == DIGITS && b >= '0' && b <= '9') {
                number = WordTable.appended(number, b);
            } else if (b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                return endScalar(at);
            } else if (literal == DIGITS) {
                if (b != '-' && b != '+' && b != '.' && b != 'e' && b != 'E') {
                    return fail(at);
                }
                whole = false;
            } else if (scalarLength >= literal.length || literal[scalarLength] != b) {
                return fail(at);
            }
            scalarLength++;
        }
        return to;
    }

    private int endScalar(int at) {
        if (literal == DIGITS ? scalarLength == 0 : scalarLength != literal.length) {
            return fail(at);
        }
        if (literal == DIGITS && whole) {
            shape.number(number);
        } else if (literal == TRUE || literal == FALSE) {
            shape.flag(literal == TRUE);
        } else {
            shape.nothing();
        }
        state = shape.isDone() ? ENDED : AFTER_VALUE;
        return at;
    }
}
