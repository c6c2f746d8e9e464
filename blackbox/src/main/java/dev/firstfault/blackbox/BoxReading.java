package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of one box into a {@link Timeline}. Used once. */
final class BoxReading {

    /** Nothing runs for a hundred years, and an attached agent sees nothing from before itself. */
    private static final long LATEST_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000L;

    private static final long EARLIEST_NANOS = -3600L * 1_000_000_000L;

    private final BoxBytes box;
    private final boolean live;
    private final DamageLog damage;
    private final BoxIdentity identity;
    private final RecordSeal seal;

    private final @Nullable Resource[] resources = new @Nullable Resource[BoxFormat.RESOURCE_CAPACITY + 1];
    private final @Nullable ErrorDetail[] errors = new @Nullable ErrorDetail[BoxFormat.ERROR_CAPACITY + 1];
    private final List<Signal> signals = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    private int absurd;
    private int unknownKinds;
    private int withoutResource;
    private int withoutError;

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
        damage.note(absurd, "record", "with a time outside of any life, not used");
        damage.note(unknownKinds, "signal", "of a kind that this version does not know");
        damage.note(withoutResource, "signal", "whose resource is not readable");
        damage.note(withoutError, "signal", "whose error is not readable");
        if (identity.signalsDropped > 0) {
            damage.note(DamageLog.counted(identity.signalsDropped, "signal") + " dropped while recording");
        }
        ProcessState state = identity.stateKnown || frames.isEmpty() ? identity.state : ProcessState.RUNNING;
        return new Timeline(
                identity.info,
                state,
                identity.originEpochMillis,
                plausible(identity.heartbeatNanos) ? identity.heartbeatNanos : 0,
                live,
                frames,
                signals,
                knownErrors(),
                damage.damage());
    }

    private void readResources() {
        int damaged = 0;
        for (int id = 1; id <= BoxFormat.RESOURCE_CAPACITY; id++) {
            int at = BoxFormat.RESOURCES + (id - 1) * ResourceFormat.SIZE;
            BoxBytes.Content content = box.content(at, ResourceFormat.SIZE, ResourceFormat.TAG, seal);
            if (content == BoxBytes.Content.WHOLE && box.getShort(at + ResourceFormat.ID) == id) {
                ResourceKind kind = ResourceKind.ofId(box.getShort(at + ResourceFormat.KIND));
                int length = Math.min(box.getShort(at + ResourceFormat.LENGTH), ResourceFormat.MAX_NAME);
                if (kind == null) {
                    damage.note("resource " + id + " is of a kind that this version does not know");
                } else {
                    resources[id] = new Resource(kind, box.text(at + ResourceFormat.NAME, length));
                }
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
                errors[id] = error(at);
                damage.read(1);
            } else if (content != BoxBytes.Content.EMPTY && !live) {
                damaged++;
            }
        }
        damage.skipped(damaged, "first errors");
    }

    private ErrorDetail error(int slot) {
        String[] texts = new String[5];
        boolean sqlState = box.getShort(slot + ErrorFormat.LENGTHS + 2 * 2) != ErrorFormat.ABSENT;
        int at = slot + ErrorFormat.TEXT;
        for (int i = 0; i < texts.length; i++) {
            int length = box.getShort(slot + ErrorFormat.LENGTHS + 2 * i);
            length = length == ErrorFormat.ABSENT ? 0 : Math.min(length, slot + ErrorFormat.SIZE - at);
            texts[i] = box.text(at, length);
            at += length;
        }
        return new ErrorDetail(
                box.getLong(slot + ErrorFormat.AT_NANOS),
                texts[0],
                texts[1],
                sqlState ? texts[2] : null,
                box.getInt(slot + ErrorFormat.VENDOR_CODE),
                texts[3],
                texts[4]);
    }

    private List<ErrorDetail> knownErrors() {
        List<ErrorDetail> known = new ArrayList<>();
        for (ErrorDetail error : errors) {
            if (error != null) {
                known.add(error);
            }
        }
        Collections.sort(known, new Comparator<ErrorDetail>() {
            @Override
            public int compare(ErrorDetail a, ErrorDetail b) {
                return Long.compare(a.atNanos(), b.atNanos());
            }
        });
        return known;
    }

    private void readSignals() {
        RingScan ring =
                new RingScan(box, seal, BoxFormat.EVENTS, EventFormat.SIZE, BoxFormat.EVENT_CAPACITY, EventFormat.TAG);
        for (int slot = 0; slot < BoxFormat.EVENT_CAPACITY; slot++) {
            if (ring.holds(slot)) {
                addSignal(ring.offset(slot));
            }
        }
        ring.report("signals", live, damage);
        Collections.sort(signals, new Comparator<Signal>() {
            @Override
            public int compare(Signal a, Signal b) {
                return Long.compare(a.atNanos(), b.atNanos());
            }
        });
    }

    private void addSignal(int at) {
        long references = box.getLong(at + EventFormat.REFERENCES);
        SignalKind kind = SignalKind.ofId(EventFormat.kind(references));
        long atNanos = box.getLong(at + EventFormat.AT_NANOS);
        if (kind == null) {
            unknownKinds++;
        } else if (!plausible(atNanos)) {
            absurd++;
        } else {
            signals.add(new Signal(
                    atNanos,
                    kind,
                    resource(EventFormat.resource(references)),
                    box.getLong(at + EventFormat.DURATION),
                    box.getLong(at + EventFormat.V1),
                    box.getLong(at + EventFormat.V2),
                    box.getLong(at + EventFormat.V3),
                    Math.max(1, EventFormat.count(references)),
                    error(EventFormat.error(references), errors)));
        }
    }

    private @Nullable Resource resource(int id) {
        Resource resource = id < resources.length ? resources[id] : null;
        withoutResource += id != 0 && resource == null ? 1 : 0;
        return resource;
    }

    private @Nullable ErrorDetail error(int id, @Nullable ErrorDetail[] known) {
        ErrorDetail error = id < known.length ? known[id] : null;
        withoutError += id != 0 && error == null ? 1 : 0;
        return error;
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
        Collections.sort(frames, new Comparator<Frame>() {
            @Override
            public int compare(Frame a, Frame b) {
                return Long.compare(a.atNanos(), b.atNanos());
            }
        });
    }

    /** Adds the frames of the minute ring that the fine one no longer has. */
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
        Frame frame = new Frame();
        frame.atNanos(box.getLong(at + FrameFormat.AT_NANOS));
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            frame.raw(i, box.getLong(at + FrameFormat.COLUMNS + 8 * i));
        }
        if (plausible(frame.atNanos())) {
            frames.add(frame);
        } else {
            absurd++;
        }
    }

    private static boolean plausible(long atNanos) {
        return atNanos >= EARLIEST_NANOS && atNanos <= LATEST_NANOS;
    }
}
