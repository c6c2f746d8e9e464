package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes signals, frames, resources and errors of whole records, and joins them. */
final class RecordDecoder {

    /** Nothing runs for a hundred years, and an attached agent sees nothing from an hour before itself. */
    private static final long LATEST_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000L;

    private static final long EARLIEST_NANOS = -3600L * 1_000_000_000L;

    static final Comparator<Signal> SIGNALS_BY_TIME = new Comparator<Signal>() {
        @Override
        public int compare(Signal a, Signal b) {
            return Long.compare(a.atNanos(), b.atNanos());
        }
    };

    static final Comparator<Frame> FRAMES_BY_TIME = new Comparator<Frame>() {
        @Override
        public int compare(Frame a, Frame b) {
            return Long.compare(a.atNanos(), b.atNanos());
        }
    };

    private static final Comparator<ErrorDetail> ERRORS_BY_TIME = new Comparator<ErrorDetail>() {
        @Override
        public int compare(ErrorDetail a, ErrorDetail b) {
            return Long.compare(a.atNanos(), b.atNanos());
        }
    };

    private final @Nullable Resource[] resources = new @Nullable Resource[BoxFormat.RESOURCE_CAPACITY + 1];
    private final @Nullable ErrorDetail[] errors = new @Nullable ErrorDetail[BoxFormat.ERROR_CAPACITY + 1];

    private int unknownResourceKinds;
    private int unknownSignalKinds;
    private int absurdTimes;
    private int withoutResource;
    private int withoutError;

    static boolean plausible(long atNanos) {
        return atNanos >= EARLIEST_NANOS && atNanos <= LATEST_NANOS;
    }

    void resource(BoxBytes box, int at) {
        ResourceKind kind = ResourceKind.ofId(box.getShort(at + ResourceFormat.KIND));
        int length = Math.min(box.getShort(at + ResourceFormat.LENGTH), ResourceFormat.MAX_NAME);
        if (kind == null) {
            unknownResourceKinds++;
        } else {
            resources[box.getShort(at + ResourceFormat.ID)] =
                    new Resource(kind, box.text(at + ResourceFormat.NAME, length));
        }
    }

    void error(BoxBytes box, int slot) {
        String[] texts = new String[5];
        boolean sqlState = box.getShort(slot + ErrorFormat.LENGTHS + 2 * 2) != ErrorFormat.ABSENT;
        int at = slot + ErrorFormat.TEXT;
        for (int i = 0; i < texts.length; i++) {
            int length = box.getShort(slot + ErrorFormat.LENGTHS + 2 * i);
            length = length == ErrorFormat.ABSENT ? 0 : Math.min(length, slot + ErrorFormat.SIZE - at);
            texts[i] = box.text(at, length);
            at += length;
        }
        errors[box.getShort(slot + ErrorFormat.ID)] = new ErrorDetail(
                box.getLong(slot + ErrorFormat.AT_NANOS),
                texts[0],
                texts[1],
                sqlState ? texts[2] : null,
                box.getInt(slot + ErrorFormat.VENDOR_CODE),
                texts[3],
                texts[4]);
    }

    /** The signal at this place, or null where it is of no use. Resources and errors first. */
    @Nullable
    Signal signal(BoxBytes box, int at) {
        long references = box.getLong(at + EventFormat.REFERENCES);
        SignalKind kind = SignalKind.ofId(EventFormat.kind(references));
        long atNanos = box.getLong(at + EventFormat.AT_NANOS);
        if (kind == null) {
            unknownSignalKinds++;
            return null;
        }
        if (!plausible(atNanos)) {
            absurdTimes++;
            return null;
        }
        int resourceId = EventFormat.resource(references);
        Resource resource = resourceId < resources.length ? resources[resourceId] : null;
        withoutResource += resourceId != 0 && resource == null ? 1 : 0;
        int errorId = EventFormat.error(references);
        ErrorDetail error = errorId < errors.length ? errors[errorId] : null;
        withoutError += errorId != 0 && error == null ? 1 : 0;
        return new Signal(
                atNanos,
                kind,
                resource,
                box.getLong(at + EventFormat.DURATION),
                box.getLong(at + EventFormat.V1),
                box.getLong(at + EventFormat.V2),
                box.getLong(at + EventFormat.V3),
                Math.max(1, EventFormat.count(references)),
                error);
    }

    /** The frame at this place, or null where it is of no use. */
    @Nullable
    Frame frame(BoxBytes box, int at) {
        long atNanos = box.getLong(at + FrameFormat.AT_NANOS);
        if (!plausible(atNanos)) {
            absurdTimes++;
            return null;
        }
        Frame frame = new Frame();
        frame.atNanos(atNanos);
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            frame.raw(i, box.getLong(at + FrameFormat.COLUMNS + 8 * i));
        }
        return frame;
    }

    /** The errors found, ascending by time. */
    List<ErrorDetail> errors() {
        List<ErrorDetail> known = new ArrayList<>();
        for (ErrorDetail error : errors) {
            if (error != null) {
                known.add(error);
            }
        }
        Collections.sort(known, ERRORS_BY_TIME);
        return known;
    }

    /** The resources found, by id. */
    Map<Integer, Resource> resources() {
        Map<Integer, Resource> known = new HashMap<>();
        for (int id = 1; id < resources.length; id++) {
            Resource resource = resources[id];
            if (resource != null) {
                known.put(id, resource);
            }
        }
        return known;
    }

    /** Says what could not be used although it was whole. */
    void report(DamageLog damage) {
        damage.note(unknownResourceKinds, "resource", "of a kind that this version does not know");
        damage.note(unknownSignalKinds, "signal", "of a kind that this version does not know");
        damage.note(absurdTimes, "record", "with a time outside of any life, not used");
        damage.note(withoutResource, "signal", "whose resource is not readable");
        damage.note(withoutError, "signal", "whose error is not readable");
    }
}
