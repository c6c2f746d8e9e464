package dev.firstfault.blackbox;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;

/** Lays out frames for both rings, see {@link FrameFormat}. Not thread-safe; allocates nothing. */
final class FrameEncoder {

    private final RecordSeal seal;
    private final byte[] record = new byte[FrameFormat.SIZE];
    private long minute = Long.MIN_VALUE;

    FrameEncoder(long epoch) {
        seal = new RecordSeal(epoch);
    }

    /** Fills {@link #record()} for the fine ring; returns where it belongs. */
    int fine(Frame frame, long sequence) {
        LittleEndian.putLong(record, FrameFormat.SEQUENCE, sequence);
        LittleEndian.putLong(record, FrameFormat.AT_NANOS, frame.atNanos());
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            LittleEndian.putLong(record, FrameFormat.COLUMNS + 8 * i, frame.raw(i));
        }
        seal.seal(record, FrameFormat.SIZE, FrameFormat.FINE_TAG);
        int slot = (int) ((sequence - 1) % BoxFormat.FINE_FRAME_CAPACITY);
        return BoxFormat.FINE_FRAMES + slot * FrameFormat.SIZE;
    }

    /** Whether the frame is the first of its minute; says so once. */
    boolean beginsMinute(Frame frame) {
        long before = minute;
        minute = Math.floorDiv(frame.atNanos(), FrameFormat.MINUTE_NANOS);
        return minute != before;
    }

    /** Makes the record of {@link #fine} one for the coarse ring; returns where it belongs. */
    int coarse(Frame frame) {
        seal.seal(record, FrameFormat.SIZE, FrameFormat.COARSE_TAG);
        return BoxFormat.COARSE_FRAMES + FrameFormat.coarseSlot(frame.atNanos()) * FrameFormat.SIZE;
    }

    byte[] record() {
        return record;
    }
}
