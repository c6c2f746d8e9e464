package dev.firstfault.blackbox;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns the bytes of one box into a {@link Timeline}. Used once. */
final class BoxReading {

    private final BoxBytes box;
    private final boolean live;
    private final DamageLog damage;
    private final BoxIdentity identity;
    private final RecordSeal seal;
    private final RecordDecoder decoder = new RecordDecoder();

    private final List<Signal> signals = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    BoxReading(BoxBytes box, BoxIdentity identity, boolean live, DamageLog damage) {
        this.box = box;
        this.identity = identity;
        this.live = live;
        this.damage = damage;
        seal = new RecordSeal(identity.epoch);
    }

    Timeline timeline() {
        readResources();
        readErrors();
        readSignals();
        readFrames();
        decoder.report(damage);
        damage.dropped(identity.signalsDropped);
        ProcessState state = identity.stateKnown || frames.isEmpty() ? identity.state : ProcessState.RUNNING;
        return new Timeline(
                identity.info,
                state,
                identity.originEpochMillis,
                RecordDecoder.plausible(identity.heartbeatNanos) ? identity.heartbeatNanos : 0,
                live,
                frames,
                signals,
                decoder.errors(),
                decoder.resources(),
                damage.damage());
    }

    private void readResources() {
        int damaged = 0;
        for (int id = 1; id <= BoxFormat.RESOURCE_CAPACITY; id++) {
            int at = BoxFormat.RESOURCES + (id - 1) * ResourceFormat.SIZE;
            BoxBytes.Content content = box.content(at, ResourceFormat.SIZE, ResourceFormat.TAG, seal);
            if (content == BoxBytes.Content.WHOLE && box.getShort(at + ResourceFormat.ID) == id) {
                decoder.resource(box, at);
                damage.read(1);
            } else if (content != BoxBytes.Content.EMPTY && !live) {
                damaged++;
            }
        }
        damage.skipped(damaged, "resources");
    }

    private void readErrors() {
        int damaged = 0;
        for (int id = 1; id <= BoxFormat.ERROR_CAPACITY; id++) {
            int at = BoxFormat.ERRORS + (id - 1) * ErrorFormat.SIZE;
            BoxBytes.Content content = box.content(at, ErrorFormat.SIZE, ErrorFormat.TAG, seal);
            if (content == BoxBytes.Content.WHOLE && box.getShort(at + ErrorFormat.ID) == id) {
                decoder.error(box, at);
                damage.read(1);
            } else if (content != BoxBytes.Content.EMPTY && !live) {
                damaged++;
            }
        }
        damage.skipped(damaged, "first errors");
    }

    private void readSignals() {
        RingScan ring =
                new RingScan(box, seal, BoxFormat.EVENTS, EventFormat.SIZE, BoxFormat.EVENT_CAPACITY, EventFormat.TAG);
        for (int slot = 0; slot < BoxFormat.EVENT_CAPACITY; slot++) {
            Signal signal = ring.holds(slot) ? decoder.signal(box, ring.offset(slot)) : null;
            if (signal != null) {
                signals.add(signal);
            }
        }
        ring.report("signals", live, damage);
        Collections.sort(signals, RecordDecoder.SIGNALS_BY_TIME);
    }

    private void readFrames() {
        RingScan fine = new RingScan(
                box,
                seal,
                BoxFormat.FINE_FRAMES,
                FrameFormat.SIZE,
                BoxFormat.FINE_FRAME_CAPACITY,
                FrameFormat.FINE_TAG);
        for (int slot = 0; slot < BoxFormat.FINE_FRAME_CAPACITY; slot++) {
            if (fine.holds(slot)) {
                addFrame(fine.offset(slot));
            }
        }
        fine.report("frames", live, damage);
        readCoarseFrames(fine);
        Collections.sort(frames, RecordDecoder.FRAMES_BY_TIME);
    }

    /** Adds the frames of the minute ring that the fine one does not have. */
    private void readCoarseFrames(RingScan fine) {
        int damaged = 0;
        for (int slot = 0; slot < BoxFormat.COARSE_FRAME_CAPACITY; slot++) {
            int at = BoxFormat.COARSE_FRAMES + slot * FrameFormat.SIZE;
            BoxBytes.Content content = box.content(at, FrameFormat.SIZE, FrameFormat.COARSE_TAG, seal);
            if (content == BoxBytes.Content.WHOLE
                    && FrameFormat.coarseSlot(box.getLong(at + FrameFormat.AT_NANOS)) == slot) {
                damage.read(1);
                if (!fine.holdsSequence(box.getLong(at + FrameFormat.SEQUENCE))) {
                    addFrame(at);
                }
            } else if (content == BoxBytes.Content.TORN && !live) {
                damage.note("coarse frames: a record was being written when the process ended");
            } else if (content != BoxBytes.Content.EMPTY && !live) {
                damaged++;
            }
        }
        damage.skipped(damaged, "coarse frames");
    }

    private void addFrame(int at) {
        Frame frame = decoder.frame(box, at);
        if (frame != null) {
            frames.add(frame);
        }
    }
}
