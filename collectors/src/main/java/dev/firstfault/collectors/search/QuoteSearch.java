package dev.firstfault.collectors.search;

import java.nio.ByteBuffer;

/**
 * Finds what may end a JSON string, eight bytes at a time: a byte that is zero once the one looked for is taken off borrows from its
 * highest bit (H. S. Warren, Hacker's Delight, 6-1).
 */
final class QuoteSearch {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private QuoteSearch() {}

    /** Which of eight bytes is the first quote or backslash: the lowest bit that is set is its highest; 0 if there is none. */
    static long in(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & HIGHS;
    }

    /**
     * Where the first quote or backslash is, or {@code to}.
     *
     * @param longs {@code bytes}, in little-endian order: the first of eight is the lowest
     */
    static int find(byte[] bytes, ByteBuffer longs, int from, int to) {
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long found = in(longs.getLong(at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }
}
