package dev.firstfault.diagnosis;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One way in which a box may lack something: a name, and what it makes of a timeline; the same one where that was never there. */
record Mutation(String name, UnaryOperator<Timeline> change) {

    /** Every kind of signal gone, every value of it zero, every level unknown, every fact of the process unrecorded. */
    static List<Mutation> all() {
        List<Mutation> all = new ArrayList<>();
        for (SignalKind kind : SignalKind.values()) {
            all.add(new Mutation("no " + kind, t -> with(t, t.frames(), signals(t, kind, null))));
            for (int value = 1; value <= 3; value++) {
                int which = value;
                all.add(new Mutation(
                        kind + " without v" + value, t -> with(t, t.frames(), signals(t, kind, s -> zero(s, which)))));
            }
        }
        for (FrameField field : FrameField.values()) {
            all.add(new Mutation("no " + field, t -> with(t, frames(t, field), t.signals())));
        }
        for (String fact : new String[] {
            ProcessInfo.MAX_HEAP_BYTES,
            "flag.ExitOnOutOfMemoryError",
            "flag.CrashOnOutOfMemoryError",
            ProcessInfo.BOOT_ID
        }) {
            all.add(new Mutation("no " + fact, t -> without(t, fact)));
        }
        all.add(new Mutation("no frames", t -> with(t, Collections.emptyList(), t.signals())));
        all.add(new Mutation("no signals", t -> with(t, t.frames(), Collections.emptyList())));
        all.add(new Mutation("no errors", Mutation::withoutErrors));
        for (int percent : new int[] {10, 50, 90}) {
            all.add(new Mutation(percent + " % of frames gone", t -> with(t, thin(t.frames(), percent), t.signals())));
            all.add(new Mutation(percent + " % of signals gone", t -> with(t, t.frames(), thin(t.signals(), percent))));
        }
        all.add(new Mutation(
                "the first half of the signals lapped",
                t -> with(
                        t,
                        t.frames(),
                        t.signals().subList(t.signals().size() / 2, t.signals().size()))));
        all.add(new Mutation(
                "the first half of the frames lapped",
                t -> with(
                        t, t.frames().subList(t.frames().size() / 2, t.frames().size()), t.signals())));
        return all;
    }

    private static Timeline with(Timeline t, List<Frame> frames, List<Signal> signals) {
        if (frames == t.frames() && signals == t.signals()) {
            return t;
        }
        return new Timeline(
                t.process(),
                t.state(),
                t.originEpochMillis(),
                t.lastHeartbeatNanos(),
                t.alive(),
                frames,
                signals,
                t.errors(),
                t.resources(),
                t.damage());
    }

    private static List<Signal> signals(Timeline t, SignalKind kind, @Nullable UnaryOperator<Signal> change) {
        List<Signal> kept = new ArrayList<>();
        boolean changed = false;
        for (Signal signal : t.signals()) {
            if (signal.kind() != kind) {
                kept.add(signal);
            } else if (change == null) {
                changed = true;
            } else {
                Signal other = change.apply(signal);
                changed |= other != signal;
                kept.add(other);
            }
        }
        return changed ? kept : t.signals();
    }

    private static Signal zero(Signal s, int value) {
        if ((value == 1 ? s.v1() : value == 2 ? s.v2() : s.v3()) == 0) {
            return s;
        }
        return new Signal(
                s.atNanos(),
                s.kind(),
                s.resource(),
                s.durationNanos(),
                value == 1 ? 0 : s.v1(),
                value == 2 ? 0 : s.v2(),
                value == 3 ? 0 : s.v3(),
                s.count(),
                s.error());
    }

    private static List<Frame> frames(Timeline t, FrameField field) {
        List<Frame> frames = new ArrayList<>();
        boolean changed = false;
        for (Frame frame : t.frames()) {
            changed |= frame.has(field);
            Frame copy = new Frame();
            copy.atNanos(frame.atNanos());
            for (int i = 0; i < FrameField.CAPACITY; i++) {
                copy.raw(i, i == field.column() ? Frame.UNKNOWN : frame.raw(i));
            }
            frames.add(copy);
        }
        return changed ? frames : t.frames();
    }

    private static Timeline without(Timeline t, String fact) {
        Map<String, String> values = new LinkedHashMap<>(t.process().values());
        if (values.remove(fact) == null) {
            return t;
        }
        return new Timeline(
                new ProcessInfo(values),
                t.state(),
                t.originEpochMillis(),
                t.lastHeartbeatNanos(),
                t.alive(),
                t.frames(),
                t.signals(),
                t.errors(),
                t.resources(),
                t.damage());
    }

    private static Timeline withoutErrors(Timeline t) {
        List<Signal> signals = new ArrayList<>();
        for (Signal s : t.signals()) {
            signals.add(new Signal(
                    s.atNanos(), s.kind(), s.resource(), s.durationNanos(), s.v1(), s.v2(), s.v3(), s.count(), null));
        }
        return new Timeline(
                t.process(),
                t.state(),
                t.originEpochMillis(),
                t.lastHeartbeatNanos(),
                t.alive(),
                t.frames(),
                signals,
                Collections.emptyList(),
                t.resources(),
                t.damage());
    }

    private static <T> List<T> thin(List<T> list, int percentGone) {
        Random random = new Random(percentGone);
        List<T> kept = new ArrayList<>();
        for (T element : list) {
            if (random.nextInt(100) >= percentGone) {
                kept.add(element);
            }
        }
        return kept;
    }
}
