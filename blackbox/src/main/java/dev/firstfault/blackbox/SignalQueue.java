package dev.firstfault.blackbox;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Signals that found the file busy: bounded, many producers, one consumer at a time, no lock, no allocation.
 *
 * <p>The turn of a slot in lap {@code n} is {@code 2n} when free and {@code 2n + 1} when filled (D. Vyukov's bounded
 * queue, with turns that start as zeros).
 */
final class SignalQueue {

    /** A burst of this many within one write of another thread (some 4 µs) is not lost. A power of two. */
    static final int CAPACITY = 1024;

    /** Words of a queued signal: an event record without commit word and sequence. */
    static final int WORDS = 6;

    private final AtomicLong tail = new AtomicLong();
    private final AtomicLongArray turns = new AtomicLongArray(CAPACITY);
    private final long[] words = new long[CAPACITY * WORDS];

    /** Written under the writer's file lock. */
    private volatile long head;

    /** False when full. Any thread. */
    boolean offer(long atNanos, long durationNanos, long v1, long v2, long v3, long references) {
        while (true) {
            long position = tail.get();
            int slot = slot(position);
            long free = 2 * lap(position);
            long turn = turns.get(slot);
            if (turn < free) {
                return false;
            }
            if (turn == free && tail.compareAndSet(position, position + 1)) {
                int at = slot * WORDS;
                words[at] = atNanos;
                words[at + 1] = durationNanos;
                words[at + 2] = v1;
                words[at + 3] = v2;
                words[at + 4] = v3;
                words[at + 5] = references;
                turns.set(slot, free + 1);
                return true;
            }
        }
    }

    /** Moves the oldest signal into {@code out}; false when there is none. Under the writer's file lock. */
    boolean poll(long[] out) {
        long oldest = head;
        int slot = slot(oldest);
        long filled = 2 * lap(oldest) + 1;
        if (turns.get(slot) != filled) {
            return false;
        }
        System.arraycopy(words, slot * WORDS, out, 0, WORDS);
        turns.set(slot, filled + 1);
        head = oldest + 1;
        return true;
    }

    /** Whether the oldest signal's place is empty. Any thread; true for one that is being offered. */
    boolean isEmpty() {
        long oldest = head;
        return turns.get(slot(oldest)) != 2 * lap(oldest) + 1;
    }

    private static int slot(long position) {
        return (int) position & CAPACITY - 1;
    }

    private static long lap(long position) {
        return position / CAPACITY;
    }
}
