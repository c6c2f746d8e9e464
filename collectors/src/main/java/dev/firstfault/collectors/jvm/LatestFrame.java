package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The newest frame, for other threads. One writer, which never waits for a reader: a sequence lock. */
final class LatestFrame {

    private static final int TRIES = 100;

    /** Odd while the writer is at it, and 0 before the first frame. */
    private final AtomicLong version = new AtomicLong();

    private final AtomicLongArray values = new AtomicLongArray(FrameField.CAPACITY + 1);

    void publish(Frame frame) {
        version.set(version.get() + 1);
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            values.set(i, frame.raw(i));
        }
        values.set(FrameField.CAPACITY, frame.atNanos());
        version.set(version.get() + 1);
    }

    /** Copies the newest frame; false where there is none yet, or the writer was always faster. */
    boolean copyTo(Frame frame) {
        for (int i = 0; i < TRIES; i++) {
            long before = version.get();
            if (before == 0) {
                return false;
            }
            if (before % 2 == 0) {
                copyValues(frame);
                if (version.get() == before) {
                    return true;
                }
            }
        }
        return false;
    }

    private void copyValues(Frame frame) {
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            frame.raw(i, values.get(i));
        }
        frame.atNanos(values.get(FrameField.CAPACITY));
    }
}
