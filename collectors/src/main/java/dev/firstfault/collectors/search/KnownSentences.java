package dev.firstfault.collectors.search;

import java.util.zip.CRC32;

/**
 * The last sentences about full queues in an answer, by length and checksum: most items of a bulk were refused at one moment, in the same
 * words. A checksum that fits by chance, once in four thousand million, hides the numbers of one item.
 */
final class KnownSentences {
    private static final int SENTENCES = 4;

    private final CRC32 crc = new CRC32();
    private final int[] lengths = new int[SENTENCES];
    private final long[] sums = new long[SENTENCES];
    private final int[] pools = new int[SENTENCES];
    private int known;
    private int next;

    void clear() {
        known = 0;
        next = 0;
    }

    void add(byte[] text, int from, int to, int pool) {
        lengths[next] = to - from;
        sums[next] = sum(text, from, to);
        pools[next] = pool;
        next = (next + 1) % SENTENCES;
        known = Math.max(known, next == 0 ? SENTENCES : next);
    }

    int pool(int sentence) {
        return pools[sentence];
    }

    int length(int sentence) {
        return lengths[sentence];
    }

    /** The sentence that ends at {@code to}; -1 if it is not known. */
    int find(byte[] text, int from, int to) {
        int length = -1;
        long sum = 0;
        for (int i = 0; i < known; i++) {
            if (lengths[i] > to - from) {
                continue;
            }
            if (lengths[i] != length) {
                length = lengths[i];
                sum = sum(text, to - length, to);
            }
            if (sums[i] == sum) {
                return i;
            }
        }
        return -1;
    }

    private long sum(byte[] text, int from, int to) {
        crc.reset();
        crc.update(text, from, to - from);
        return crc.getValue();
    }
}
