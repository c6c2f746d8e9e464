package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap filled with what a server did not take, or merely while it did not take it.
 *
 * <p>A backlog grows from the first refusal on, for as long as there are any. A heap that grew before that is another matter.
 * That both began together is not enough to be sure: something must show that it was requests that stayed.
 */
public final class BacklogLink {

    private static final long S = 1_000_000_000L;

    /** Less growth than this share of the heap needs no explanation. */
    private static final double MIN_GROWTH = 0.2;

    private static final int PARTS = 4;

    /** The first lines of a histogram: what most of a heap is. */
    private static final int FIRST_CLASSES = 12;

    private static final String[] CLIENT_PACKAGES = {
        "org.elasticsearch.", "org.opensearch.", "co.elastic.clients.", "org.apache.http.", "org.apache.hc."
    };

    private final GrowthLink.Strength strength;
    private final long grownBytes;
    private final long fromNanos;
    private final String because;

    private BacklogLink(GrowthLink.Strength strength, long grownBytes, long fromNanos, String because) {
        this.strength = strength;
        this.grownBytes = grownBytes;
        this.fromNanos = fromNanos;
        this.because = because;
    }

    /** How sure the link is. */
    public GrowthLink.Strength strength() {
        return strength;
    }

    /** Whether it holds, or at least speaks for itself. */
    public boolean claimed() {
        return strength == GrowthLink.Strength.HOLDS || strength == GrowthLink.Strength.LEANS;
    }

    /** What stayed in the heap since the first refusal. */
    public long grownBytes() {
        return grownBytes;
    }

    /** When collections first left more than before the first refusal; -1 where they did not. */
    public long fromNanos() {
        return fromNanos;
    }

    /** The observation that decided, without a full stop. */
    public String because() {
        return because;
    }

    /** The link between a target that does not take what it is sent from {@code first} to {@code last} on, and the heap. */
    public static BacklogLink between(
            HeapHistory heap, AllocationHistory allocations, HttpHistory http, long first, long last) {
        int end = heap.size() - 1;
        if (end < 4) {
            return open(0, "too few samples of the heap were recorded");
        }
        int start = Math.min(end, heap.indexAt(first));
        long level = heap.floor(start);
        long top = heap.points() > 0 ? Math.max(heap.used(end), heap.after(heap.points() - 1)) : heap.used(end);
        if (level == Frame.UNKNOWN || top == Frame.UNKNOWN) {
            return open(0, "the heap's level was not recorded");
        }
        long grown = top - level;
        long span = Math.max(1, heap.at(end) - first);
        if (heap.share(grown) < MIN_GROWTH) {
            return refuted(grown, "the heap did not grow after the first refusal");
        }
        int before = GrowthLink.growthBefore(
                heap, start, LiveSet.of(heap, heap.at(end)).settledAt(), (double) grown / span);
        if (before > 0) {
            return refuted(grown, "the heap was growing before the first refusal");
        }
        if (last < first + span / 2) {
            return refuted(grown, "the heap went on growing after the last refusal");
        }
        int parts = partsThatGrew(heap, start, first, span, grown);
        if (parts <= 1) {
            return refuted(grown, "the heap rose at once, not while requests were refused");
        }
        boolean requests = clientClasses(allocations.histogram()) || inFlightGrew(http, first, heap.at(end));
        String grew = "the heap grew by " + Words.bytes(grown) + " from the first refusal on"
                + (requests ? ", by requests that were not done" : "");
        long from = grownFrom(heap, first, level);
        if (from < 0) {
            return open(grown, "no collection since the first refusal showed what of it stays");
        }
        if (before < 0 && parts >= 3) {
            return new BacklogLink(requests ? GrowthLink.Strength.HOLDS : GrowthLink.Strength.LEANS, grown, from, grew);
        }
        return before == 0 && requests && parts >= 3
                ? new BacklogLink(GrowthLink.Strength.LEANS, grown, from, grew)
                : open(grown, "whether the heap grew before the first refusal was not seen");
    }

    private static BacklogLink open(long grown, String because) {
        return new BacklogLink(GrowthLink.Strength.OPEN, grown, -1, because);
    }

    private static BacklogLink refuted(long grown, String because) {
        return new BacklogLink(GrowthLink.Strength.REFUTED, grown, -1, because);
    }

    /** Of four equal parts of the time, those in which the heap grew by a twelfth of the whole. */
    private static int partsThatGrew(HeapHistory heap, int start, long first, long span, long grown) {
        int end = heap.size() - 1;
        int grew = 0;
        long level = heap.floor(start);
        for (int part = 1; part <= PARTS; part++) {
            int until = part == PARTS ? end : Math.min(end, heap.indexAt(first + part * span / PARTS));
            long next = part == PARTS ? heap.used(end) : heap.floor(until);
            grew += next - level >= grown / 12 ? 1 : 0;
            level = Math.max(level, next);
        }
        return grew;
    }

    /** When a collection first left more than before; -1 where none did. */
    private static long grownFrom(HeapHistory heap, long first, long level) {
        for (int k = 0; k < heap.points(); k++) {
            if (heap.pointAt(k) >= first && heap.share(heap.pointFloor(k) - level) >= 0.02) {
                return heap.pointAt(k);
            }
        }
        return -1;
    }

    /** Whether requests, or what a client makes of them, are among the classes that most of the heap was. */
    private static boolean clientClasses(@Nullable Signal histogram) {
        ErrorDetail classes = histogram == null ? null : histogram.error();
        if (classes == null) {
            return false;
        }
        int line = 0;
        for (String entry : classes.frames().split("\n", -1)) {
            for (String prefix : CLIENT_PACKAGES) {
                if (line < FIRST_CLASSES && entry.contains(" " + prefix)) {
                    return true;
                }
            }
            line++;
        }
        return false;
    }

    private static boolean inFlightGrew(HttpHistory http, long first, long end) {
        double before = http.inFlight().median(Math.max(0, first - 30 * S), first);
        double now = http.inFlight().valueAt(http.inFlight().knownUntil(end));
        return now >= 50 && now >= 5 * (Double.isNaN(before) ? 10 : before);
    }
}
