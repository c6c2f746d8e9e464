package dev.firstfault.collectors.search;

import java.nio.charset.StandardCharsets;

/** A fixed list of ASCII words that are looked up as bytes. */
final class WordTable {
    private final byte[][] words;
    private final String[] names;

    /** The indexes of the words of each length. */
    private final int[][] byLength;

    WordTable(String... names) {
        this.names = names;
        words = new byte[names.length][];
        int longest = 0;
        for (int i = 0; i < names.length; i++) {
            words[i] = ascii(names[i]);
            longest = Math.max(longest, words[i].length);
        }
        byLength = new int[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            byLength[length] = indexesOf(length);
        }
    }

    static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private int[] indexesOf(int length) {
        int count = 0;
        for (byte[] word : words) {
            count += word.length == length ? 1 : 0;
        }
        int[] indexes = new int[count];
        for (int i = words.length - 1; i >= 0; i--) {
            if (words[i].length == length) {
                indexes[--count] = i;
            }
        }
        return indexes;
    }

    /** The index of the word, -1 if it is none of them. */
    int find(byte[] text, int from, int to) {
        int length = to - from;
        if (length >= byLength.length) {
            return -1;
        }
        for (int index : byLength[length]) {
            if (isAt(words[index], text, from)) {
                return index;
            }
        }
        return -1;
    }

    int size() {
        return words.length;
    }

    String name(int index) {
        return names[index];
    }

    /** Whether the word stands at {@code at} of a text that is long enough. */
    private static boolean isAt(byte[] word, byte[] text, int at) {
        for (int i = 0; i < word.length; i++) {
            if (text[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code word} stands at {@code at}, before {@code to}. */
    static boolean isAt(byte[] word, byte[] text, int at, int to) {
        return to - at >= word.length && isAt(word, text, at);
    }

    /** Where {@code word} stands first, from {@code from} on and all of it before {@code to}; -1 if nowhere. */
    static int first(byte[] word, byte[] text, int from, int to) {
        for (int at = from; at <= to - word.length; at++) {
            if (isAt(word, text, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Where {@code word} stands last, from {@code from} on and all of it before {@code to}; -1 if nowhere. */
    static int last(byte[] word, byte[] text, int from, int to) {
        for (int at = to - word.length; at >= from; at--) {
            if (isAt(word, text, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The number that begins at {@code at}, at most {@link Long#MAX_VALUE}; -1 if there is none. */
    static long number(byte[] text, int at, int to) {
        int i = at;
        long number = 0;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            number = appended(number, text[i]);
            i++;
        }
        return i == at ? -1 : number;
    }

    /** The number with one more digit, at most {@link Long#MAX_VALUE}. */
    static long appended(long number, byte digit) {
        return number > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE : number * 10 + (digit - '0');
    }
}
