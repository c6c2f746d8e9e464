package dev.firstfault.collectors.search;

import java.nio.ByteBuffer;

/**
 * An item of a bulk, so that one that says the same is known without being read: most were refused at one moment, in the same words. What
 * may differ, and in its length too, are texts that mean nothing, such as the identifier, and what stands before the sentence about a
 * queue. All else must be the same byte for byte: nothing is guessed. Points into the piece that is being read.
 */
final class ItemPattern {

    /** No version has more texts in an item. */
    private static final int MAX_TEXTS = 12;

    /** The longest that differs where identities of objects do: eight digits, and as many again. */
    private static final int STEP = 16;

    private boolean begun;
    private int start;
    private int end;
    private int texts;
    private final int[] froms = new int[MAX_TEXTS];

    /** Where each of them begins to mean something: at its closing quote or before. */
    private final int[] tails = new int[MAX_TEXTS];

    private final int[] quotes = new int[MAX_TEXTS];

    /** Its brace opens. */
    void begin(int at) {
        begun = true;
        start = at;
        end = at;
        texts = 0;
    }

    /** A text without escapes: what is before {@code tail} means nothing. */
    void text(int from, int tail, int quote) {
        if (texts < MAX_TEXTS) {
            froms[texts] = from;
            tails[texts] = tail;
            quotes[texts] = quote;
            texts++;
        }
    }

    /** Its brace has closed. */
    void end(int at) {
        end = begun ? at : start;
    }

    /** Nothing is like it: another piece begins. */
    void clear() {
        begun = false;
        end = start;
    }

    /** Where an item that begins at {@code at} and says the same ends; -1 if it does not say the same, or not all of it is here. */
    int match(byte[] bytes, ByteBuffer longs, int at, int to) {
        if (end == start) {
            return -1;
        }
        int ours = start;
        int theirs = at;
        int text = 0;
        boolean stepped = false;
        while (true) {
            int length = Math.min(end - ours, to - theirs);
            int same = CommonPrefix.length(bytes, ours, theirs, length);
            ours += same;
            theirs += same;
            if (ours == end) {
                return theirs;
            }
            while (text < texts && tails[text] < ours) {
                text++;
                stepped = false;
            }
            if (same == length || text == texts || froms[text] > ours) {
                return -1;
            }
            if (!(stepped && same < STEP) && mayStep(longs, ours, theirs, to, text)) {
                stepped = true;
                ours += STEP;
                theirs += STEP;
                continue;
            }
            // The same so far: it begins as far back there, without an escape.
            int begins = theirs - (ours - froms[text]);
            int quote = QuoteSearch.find(bytes, longs, theirs, to);
            ours = tails[text];
            theirs = quote - (quotes[text] - ours);
            if (quote == to || bytes[quote] != '"' || theirs < begins) {
                return -1;
            }
            text++;
            stepped = false;
        }
    }

    private boolean mayStep(ByteBuffer longs, int ours, int theirs, int to, int text) {
        return ours + STEP <= tails[text]
                && theirs + STEP <= to
                && (QuoteSearch.in(longs.getLong(theirs)) | QuoteSearch.in(longs.getLong(theirs + Long.BYTES))) == 0;
    }
}
