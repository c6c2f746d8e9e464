package dev.firstfault.blackbox;

import dev.firstfault.signals.FrameField;

/**
 * A frame, in both rings. In the fine ring, sequence {@code n} (from 1) lies in slot {@code (n - 1) mod capacity}; the
 * first frame of every minute lies with the same sequence also in the coarse ring, in slot {@code minute mod capacity}.
 *
 * <pre>
 *         0                                                           63
 *     0   | commit word                                               |
 *     8   | sequence                                                  |
 *    16   | time, nanoseconds since the origin                        |
 *    24   | 21 columns, see FrameField; the smallest long = unknown   |
 *   192
 * </pre>
 */
final class FrameFormat {

    static final int SEQUENCE = 8;
    static final int AT_NANOS = 16;
    static final int COLUMNS = 24;
    static final int SIZE = COLUMNS + 8 * FrameField.CAPACITY;
    /** {@code FINE}. */
    static final int FINE_TAG = 0x454e_4946;
    /** {@code COAR}. */
    static final int COARSE_TAG = 0x5241_4f43;

    static final long MINUTE_NANOS = 60_000_000_000L;

    private FrameFormat() {}

    /** The slot of the coarse ring that the minute of this moment owns. */
    static int coarseSlot(long atNanos) {
        return (int) Math.floorMod(Math.floorDiv(atNanos, MINUTE_NANOS), (long) BoxFormat.COARSE_FRAME_CAPACITY);
    }
}
