package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap grew because connections failed, or merely while they did.
 *
 * <p>What is retained must have been allocated. So where little is allocated while no attempt is under way, and much is
 * retained in the end, the attempts retained it; and where the heap grew before the first failure, or grows as fast
 * between attempts, no link is claimed.
 */
public final class GrowthLink {

    /** How sure the link is. */
    public enum Strength {
        /** Observed on both sides: growth around failures, none apart from them. */
        HOLDS,
        /** Began with the failures and kept their pace, but attempts came too thick to see the heap between them. */
        LEANS,
        /** Nothing tells the two apart. */
        OPEN,
        /** Observed: the heap grows without failures too, or does not grow. */
        REFUTED
    }

    private static final long MS = 1_000_000L;
    private static final long S = 1000 * MS;

    /** Attempts closer together leave no time between them that is theirs alone. */
    private static final long THIN = 250 * MS;

    /** Attempts closer together are looked at in the samples of a young process, which lie closer still. */
    private static final long QUICK = 500 * MS;

    /** Less growth than this share of the heap needs no explanation. */
    private static final double MIN_GROWTH = 0.2;

    private final Strength strength;
    private final long bytesPerFailure;
    private final long grownBytes;
    private final String because;

    private GrowthLink(Strength strength, long grownBytes, long failures, String because) {
        this.strength = strength;
        this.grownBytes = grownBytes;
        this.bytesPerFailure = failures == 0 ? 0 : grownBytes / failures;
        this.because = because;
    }

    public Strength strength() {
        return strength;
    }

    /** What stayed in the heap for each failure. */
    public long bytesPerFailure() {
        return bytesPerFailure;
    }

    /** What stayed in the heap since the first failure. */
    public long grownBytes() {
        return grownBytes;
    }

    /** The observation that decided, without a full stop. */
    public String because() {
        return because;
    }

    /** The link between the failures of {@code connects} and the heap up to its last sample. */
    public static GrowthLink between(HeapHistory heap, ConnectHistory connects) {
        List<Signal> failures = connects.trouble();
        int last = heap.size() - 1;
        if (connects.troubleCount() < 3 || last < 4) {
            return new GrowthLink(Strength.OPEN, 0, 0, "too few failures or heap samples were recorded");
        }
        long first = connects.onset();
        int start = Math.min(last, heap.indexAt(first));
        long end = heap.at(last);
        long level = heap.floor(start);
        long top = heap.points() > 0 ? Math.max(heap.used(last), heap.after(heap.points() - 1)) : heap.used(last);
        if (level == Frame.UNKNOWN || top == Frame.UNKNOWN) {
            return new GrowthLink(Strength.OPEN, 0, 0, "the heap's level was not recorded");
        }
        long grown = top - level;
        if (heap.share(grown) < MIN_GROWTH) {
            return new GrowthLink(Strength.REFUTED, grown, 0, "the heap did not grow after the first failure");
        }
        int before =
                growthBefore(heap, start, LiveSet.of(heap, end).settledAt(), (double) grown / Math.max(1, end - first));
        if (before > 0) {
            return new GrowthLink(
                    Strength.REFUTED, grown, connects.troubleCount(), "the heap was growing before the first failure");
        }
        if (end - connects.lastFailure().atNanos() > Math.max(2 * S, 4 * connects.typicalGap())) {
            long since = top
                    - heap.floor(
                            Math.min(last, heap.indexAt(connects.lastFailure().atNanos())));
            if (since > grown / 4) {
                return new GrowthLink(
                        Strength.REFUTED,
                        grown,
                        connects.troubleCount(),
                        "the heap went on growing after the last failure");
            }
        }
        if (steppedApart(heap, connects, end, grown)) {
            return new GrowthLink(
                    Strength.REFUTED,
                    grown,
                    connects.troubleCount(),
                    "most of the growth came in a few large steps at the end, few failures beside them");
        }
        int parts = partsThatGrew(heap, failures, start, grown);
        if (parts <= 2 || connects.troubleCount() < 5) {
            return new GrowthLink(
                    parts <= 1 ? Strength.REFUTED : Strength.OPEN,
                    grown,
                    connects.troubleCount(),
                    parts <= 2 ? "the heap rose at once, not failure by failure" : "too few failures were recorded");
        }
        GrowthLink fine = byRegression(heap, connects, start, end, grown);
        // That both began together says little; less than that they do not go together.
        boolean together = fine == null && (before < 0 || beganWith(heap, connects, start, grown));
        GrowthLink thin = byContrast(heap, connects, failures, start, grown, together);
        GrowthLink either = fine == null ? thin : stronger(fine, thin);
        return connects.typicalGap() < QUICK ? inQuickSuccession(heap, connects, start, grown, either) : either;
    }

    /** Where attempts follow each other fast, what their thread allocated must account for the growth. */
    private static GrowthLink inQuickSuccession(
            HeapHistory heap, ConnectHistory connects, int start, long grown, GrowthLink otherwise) {
        AttemptContrast contrast = AttemptContrast.of(heap, connects, start);
        int count = connects.troubleCount();
        boolean own = contrast.allocated() >= 0.6 * grown / count;
        double elsewhere = contrast.perNanoApart() * (heap.at(heap.size() - 1) - heap.at(start)) / grown;
        if (own && contrast.usable() && elsewhere <= 0.45) {
            return new GrowthLink(
                    Strength.HOLDS,
                    grown,
                    count,
                    "the heap grew by " + Words.bytes(grown / count)
                            + " with each failed attempt, whose thread allocated " + Words.bytes(contrast.allocated())
                            + " for it, and hardly between");
        }
        if (!own && contrast.usable() && elsewhere >= 0.7) {
            return new GrowthLink(
                    Strength.REFUTED, grown, count, "the heap grew between failed attempts as it did during them");
        }
        boolean unproved = otherwise.strength == Strength.HOLDS && !own && connects.typicalGap() < THIN;
        return unproved ? new GrowthLink(Strength.LEANS, grown, count, otherwise.because) : otherwise;
    }

    /** Either way of looking can prove or refute; where they contradict each other, nothing is known. */
    private static GrowthLink stronger(GrowthLink one, GrowthLink other) {
        boolean opposed = (one.strength == Strength.HOLDS && other.strength == Strength.REFUTED)
                || (one.strength == Strength.REFUTED && other.strength == Strength.HOLDS);
        if (opposed) {
            return new GrowthLink(Strength.OPEN, one.grownBytes, 0, "the heap grew between failed attempts too");
        }
        for (Strength strength : new Strength[] {Strength.HOLDS, Strength.REFUTED, Strength.LEANS}) {
            if (one.strength == strength || other.strength == strength) {
                return one.strength == strength ? one : other;
            }
        }
        return other;
    }

    /** Whether the last large steps hold far more of the growth than their share of the failures. */
    private static boolean steppedApart(HeapHistory heap, ConnectHistory connects, long end, long grown) {
        LastSteps steps = LastSteps.of(heap, end);
        if (steps.steps() == 0) {
            return false;
        }
        int beside = 0;
        for (Signal failure : connects.trouble()) {
            beside += failure.atNanos() >= steps.firstAt() - S ? failure.count() : 0;
        }
        double expected = (double) grown * beside / connects.troubleCount();
        return steps.stepped() > 0.3 * grown && steps.stepped() > 2 * expected;
    }

    /** Of four equal parts of the failures, those in which the heap grew by a twelfth of the whole. */
    private static int partsThatGrew(HeapHistory heap, List<Signal> failures, int start, long grown) {
        int last = heap.size() - 1;
        int parts = 4;
        int grew = 0;
        long level = heap.floor(start);
        for (int part = 1; part <= parts; part++) {
            int until = part == parts
                    ? last
                    : Math.min(
                            last,
                            heap.indexAt(failures.get(Math.min(failures.size() - 1, part * failures.size() / parts))
                                    .atNanos()));
            long next = part == parts ? heap.used(last) : heap.floor(until);
            if (next - level >= grown / 12) {
                grew++;
            }
            level = Math.max(level, next);
        }
        return grew;
    }

    /**
     * 1: it grew before as it did after, seen by collections; -1: it was seen not to grow; 0: too little was seen. A
     * process that still loads its classes grows anyway, and says nothing.
     */
    static int growthBefore(HeapHistory heap, int start, long settledAt, double rateAfter) {
        int from = start;
        while (from > 0
                && heap.at(start) - heap.at(from - 1) <= 60 * S
                && heap.at(from - 1) >= settledAt
                && heap.floor(from - 1) != Frame.UNKNOWN) {
            from--;
        }
        if (settledAt < 0 || start - from < 3) {
            return 0;
        }
        long span = heap.at(start) - heap.at(from);
        if ((double) (heap.floor(start) - heap.floor(from)) / span <= 0.25 * rateAfter) {
            return -1;
        }
        int first = -1;
        int last = -1;
        for (int k = 0; k < heap.points() && heap.pointAt(k) <= heap.at(start); k++) {
            if (heap.pointAt(k) >= heap.at(from)) {
                first = first < 0 ? k : first;
                last = k;
            }
        }
        if (last <= first) {
            return 0;
        }
        long kept = heap.pointFloor(last) - heap.pointFloor(first);
        double rate = (double) kept / (heap.pointAt(last) - heap.pointAt(first));
        return rate >= 0.4 * rateAfter && heap.share(kept) >= 0.02 ? 1 : rate <= 0.1 * rateAfter ? -1 : 0;
    }

    /** Sample by sample; null where attempts came too thick, or samples too thin, to decide. */
    private static @Nullable GrowthLink byRegression(
            HeapHistory heap, ConnectHistory connects, int start, long end, long grown) {
        AttemptRegression split = AttemptRegression.of(heap, connects.trouble(), start);
        if (!split.usable()) {
            return null;
        }
        int count = connects.troubleCount();
        double elsewhere = split.perNanoAtMost() * (end - heap.at(start)) / grown;
        double byAttempts = split.perAttempt() * count / grown;
        boolean significant = split.significance() >= 5;
        String each = "the heap grew by " + Words.bytes(grown / count) + " with each failed attempt";
        if (significant && elsewhere <= 0.45) {
            return new GrowthLink(Strength.HOLDS, grown, count, each + " and hardly between");
        }
        if (significant && byAttempts >= 0.7 && byAttempts <= 1.5) {
            return new GrowthLink(Strength.LEANS, grown, count, each + ", and by garbage between");
        }
        if (split.perAttemptAtMost() * count <= 0.35 * grown) {
            return new GrowthLink(
                    Strength.REFUTED, grown, count, "failed attempts allocated too little to have filled the heap");
        }
        return new GrowthLink(
                Strength.OPEN, grown, count, "failed attempts allocated a part of the growth at most, time the rest");
    }

    /** Compares the growth in samples around failed attempts with that in samples apart from them. */
    private static GrowthLink byContrast(
            HeapHistory heap, ConnectHistory connects, List<Signal> failures, int start, long grown, boolean together) {
        long margin = Math.max(60 * MS, connects.typicalGap() / 4);
        long quietTime = 0;
        long quietGrowth = 0;
        long nearTime = 0;
        long nearGrowth = 0;
        long wholeTime = 0;
        int quiet = 0;
        int next = 0;
        for (int i = start + 1; i < heap.size(); i++) {
            long from = heap.at(i - 1);
            long to = heap.at(i);
            wholeTime += to - from;
            while (next < failures.size() && failures.get(next).atNanos() + margin < from) {
                next++;
            }
            boolean near = next < failures.size()
                    && failures.get(next).atNanos() - failures.get(next).durationNanos() - margin <= to;
            long step = heap.used(i) - heap.used(i - 1);
            if (step < 0 || heap.used(i) == Frame.UNKNOWN || heap.used(i - 1) == Frame.UNKNOWN) {
                continue;
            }
            if (near) {
                nearTime += to - from;
                nearGrowth += step;
            } else {
                quietTime += to - from;
                quietGrowth += step;
                quiet++;
            }
        }
        int count = connects.troubleCount();
        if (quiet >= 5 && quietTime * 10 >= wholeTime && connects.typicalGap() >= THIN) {
            // What is retained was allocated: between attempts, by them, or both.
            double perNano = (double) quietGrowth / quietTime;
            double elsewhere = perNano * wholeTime / grown;
            double byAttempts =
                    (nearGrowth - perNano * nearTime) * (wholeTime - quietTime) / Math.max(1, nearTime) / grown;
            if (elsewhere <= 0.3) {
                return new GrowthLink(
                        Strength.HOLDS,
                        grown,
                        count,
                        "the heap grew by " + Words.bytes(grown / count)
                                + " with each failed attempt and hardly between");
            }
            if (byAttempts <= 0.35) {
                return new GrowthLink(
                        Strength.REFUTED, grown, count, "the heap grew between failed attempts as it did during them");
            }
            boolean fits = byAttempts >= 0.7 && byAttempts <= 1.5;
            return new GrowthLink(
                    fits ? Strength.LEANS : Strength.OPEN,
                    grown,
                    count,
                    fits
                            ? "the heap grew by " + Words.bytes(grown / count)
                                    + " with each failed attempt, and by garbage between"
                            : "the heap grew between failed attempts too");
        }
        if (together) {
            return new GrowthLink(
                    Strength.LEANS,
                    grown,
                    count,
                    "the heap grew by " + Words.bytes(grown / count)
                            + " for each failed attempt, beginning with the first");
        }
        return new GrowthLink(
                Strength.OPEN, grown, count, "attempts came too thick to tell growth by attempts from growth by time");
    }

    /**
     * Whether a process that never got a connection had an almost empty heap at the first failure, filled at half of the
     * later rate at most. Its start is all it ever did, and failing to connect all its start was.
     */
    private static boolean beganWith(HeapHistory heap, ConnectHistory connects, int start, long grown) {
        int last = start - 1;
        if (connects.opened() > 0 || last < 3) {
            return false;
        }
        int from = last;
        while (from > 0 && heap.at(last) - heap.at(from - 1) <= S && heap.used(from - 1) != Frame.UNKNOWN) {
            from--;
        }
        double before = (double) (heap.used(last) - heap.used(from)) / Math.max(1, heap.at(last) - heap.at(from));
        double after = (double) grown / Math.max(1, heap.at(heap.size() - 1) - heap.at(start));
        return last - from >= 3 && heap.share(heap.used(last)) <= 0.35 && before <= 0.5 * after;
    }
}
