package dev.firstfault.blackbox;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the box that this process writes, again and again: each time only what was written since. What it gives is what
 * {@link BlackBoxReader} would give of the file, with {@link Timeline#alive()} true.
 *
 * <p>Thread-safe. Remembers what it read, up to the capacities of the rings.
 */
public final class OwnBoxReader {

    private final BlackBoxWriter writer;
    private final RecordSeal seal;
    private final RecordDecoder decoder = new RecordDecoder();
    /** Holds one of every kind of record. */
    private final byte[] chunk = new byte[ErrorFormat.SIZE];

    private final BoxBytes record = new BoxBytes(chunk);

    private final ArrayDeque<Signal> signals = new ArrayDeque<>();
    private final ArrayDeque<Frame> fine = new ArrayDeque<>();
    private final ArrayDeque<Frame> coarse = new ArrayDeque<>();
    private long coarseMinute = Long.MIN_VALUE;

    private int resourcesRead;
    private int errorsRead;
    private long signalsRead;
    private long framesRead;
    private int damaged;

    public OwnBoxReader(BlackBoxWriter writer) {
        this.writer = writer;
        seal = new RecordSeal(writer.epoch());
    }

    /**
     * Everything recorded up to now.
     *
     * @throws IOException where the file cannot be read any more
     */
    public synchronized Timeline read() throws IOException {
        // Signals first: what they refer to was written before them, so it is read after counting them.
        long signalsWritten = writer.signalsWritten();
        readSlots();
        readSignals(signalsWritten);
        readFrames(writer.framesWritten());
        DamageLog damage = new DamageLog();
        damage.read(resourcesRead + errorsRead + signals.size() + fine.size() + coarse.size());
        damage.skipped(damaged, "records");
        decoder.report(damage);
        damage.dropped(writer.signalsDropped());
        List<Signal> sorted = new ArrayList<>(signals);
        Collections.sort(sorted, RecordDecoder.SIGNALS_BY_TIME);
        List<Frame> frames = new ArrayList<>(coarse.size() + fine.size());
        frames.addAll(coarse);
        frames.addAll(fine);
        return new Timeline(
                writer.process(),
                writer.currentState(),
                writer.originEpochMillis(),
                writer.lastHeartbeatNanos(),
                true,
                frames,
                sorted,
                decoder.errors(),
                decoder.resources(),
                damage.damage());
    }

    private void readSlots() throws IOException {
        for (int stored = writer.resourcesStored(); resourcesRead < stored; resourcesRead++) {
            if (load(BoxFormat.RESOURCES, resourcesRead, ResourceFormat.SIZE, ResourceFormat.TAG)) {
                decoder.resource(record, 0);
            }
        }
        for (int stored = writer.errorsStored(); errorsRead < stored; errorsRead++) {
            if (load(BoxFormat.ERRORS, errorsRead, ErrorFormat.SIZE, ErrorFormat.TAG)) {
                decoder.error(record, 0);
            }
        }
    }

    private void readSignals(long written) throws IOException {
        for (signalsRead = Math.max(signalsRead, written - BoxFormat.EVENT_CAPACITY);
                signalsRead < written;
                signalsRead++) {
            int slot = (int) (signalsRead % BoxFormat.EVENT_CAPACITY);
            Signal signal =
                    load(BoxFormat.EVENTS, slot, EventFormat.SIZE, EventFormat.TAG) ? decoder.signal(record, 0) : null;
            add(signals, signal, BoxFormat.EVENT_CAPACITY);
        }
    }

    private void readFrames(long written) throws IOException {
        for (framesRead = Math.max(framesRead, written - BoxFormat.FINE_FRAME_CAPACITY);
                framesRead < written;
                framesRead++) {
            int slot = (int) (framesRead % BoxFormat.FINE_FRAME_CAPACITY);
            Frame frame = load(BoxFormat.FINE_FRAMES, slot, FrameFormat.SIZE, FrameFormat.FINE_TAG)
                    ? decoder.frame(record, 0)
                    : null;
            keepFirstOfMinute(add(fine, frame, BoxFormat.FINE_FRAME_CAPACITY));
        }
    }

    private void keepFirstOfMinute(@Nullable Frame frame) {
        if (frame != null) {
            long minute = Math.floorDiv(frame.atNanos(), FrameFormat.MINUTE_NANOS);
            if (minute != coarseMinute) {
                coarseMinute = minute;
                add(coarse, frame, BoxFormat.COARSE_FRAME_CAPACITY);
            }
        }
    }

    /** Adds what is not null; returns what had to go for it. */
    private static <T> @Nullable T add(ArrayDeque<T> ring, @Nullable T added, int capacity) {
        if (added == null) {
            return null;
        }
        ring.addLast(added);
        return ring.size() > capacity ? ring.pollFirst() : null;
    }

    private boolean load(int area, int slot, int size, int tag) throws IOException {
        writer.read(area + slot * size, chunk, size);
        boolean whole = seal.holds(chunk, 0, size, tag);
        damaged += whole ? 0 : 1;
        return whole;
    }
}
