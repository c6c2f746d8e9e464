package dev.firstfault.collectors.search;

import java.util.Arrays;

/**
 * The beginning and the end of a string that came in pieces or has escapes in it. What is longer than both lacks its middle, where a zero
 * stands. Nothing of it stays once it is cleared: reasons may hold documents.
 */
final class TextWindow {

    /** What the beginning tells: which stage, which breaker, which class of exception. */
    static final int HEAD = 512;

    /** The longest words about a pool have 450 bytes and a node's name (Elasticsearch 7.17, search). */
    static final int TAIL = 1_024;

    private final byte[] head = new byte[HEAD];
    private int headLength;

    /** A ring. */
    private final byte[] tail = new byte[TAIL];

    private long tailLength;

    private final byte[] text = new byte[HEAD + 1 + TAIL];
    private int length;

    /** Of {@link #text}, before it was unescaped. */
    private int used;

    boolean isEmpty() {
        return headLength == 0;
    }

    void add(byte[] bytes, int from, int to) {
        int first = Math.min(HEAD - headLength, to - from);
        System.arraycopy(bytes, from, head, headLength, first);
        headLength += first;
        int rest = to - from - first;
        int kept = Math.min(rest, TAIL);
        tailLength += rest - kept;
        int at = (int) (tailLength % TAIL);
        int straight = Math.min(kept, TAIL - at);
        System.arraycopy(bytes, to - kept, tail, at, straight);
        System.arraycopy(bytes, to - kept + straight, tail, 0, kept - straight);
        tailLength += kept;
    }

    /** Puts the text together; {@link #text} and {@link #length} tell it. */
    void join(boolean escaped) {
        System.arraycopy(head, 0, text, 0, headLength);
        length = headLength;
        if (tailLength > TAIL) {
            text[length++] = 0;
            int at = (int) (tailLength % TAIL);
            System.arraycopy(tail, at, text, length, TAIL - at);
            System.arraycopy(tail, 0, text, length + TAIL - at, at);
            length += TAIL;
        } else {
            System.arraycopy(tail, 0, text, length, (int) tailLength);
            length += (int) tailLength;
        }
        used = length;
        if (escaped) {
            unescape();
        }
    }

    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    void clear() {
        Arrays.fill(head, 0, headLength, (byte) 0);
        Arrays.fill(tail, 0, (int) Math.min(tailLength, TAIL), (byte) 0);
        Arrays.fill(text, 0, used, (byte) 0);
        headLength = 0;
        tailLength = 0;
        length = 0;
        used = 0;
    }

    /** In place: an escape is longer than what it stands for. What is not ASCII becomes a question mark: no word has any. */
    private void unescape() {
        int out = 0;
        int at = 0;
        while (at < length) {
            byte b = text[at++];
            if (b == '\\' && at < length) {
                byte escape = text[at++];
                if (escape == 'u') {
                    b = unicode(at);
                    at = Math.min(at + 4, length);
                } else {
                    b = plain(escape);
                }
            }
            text[out++] = b;
        }
        length = out;
    }

    private static byte plain(byte escape) {
        switch (escape) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            default:
                return escape;
        }
    }

    private byte unicode(int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < length && text[i] > 0 ? Character.digit((char) text[i], 16) : -1;
            if (digit < 0) {
                return '?';
            }
            code = code * 16 + digit;
        }
        return code < 0x80 ? (byte) code : (byte) '?';
    }
}
