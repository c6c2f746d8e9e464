package dev.firstfault.collectors.flight;

import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.thread.FamilyName;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.List;

/** Makes signals of what the flight recorder tells, as rare as all others. For the one thread that reads its stream. */
final class FlightSignals {

    private static final long SECOND = 1_000_000_000L;

    private final SignalSink sink;
    private long troubles;
    private long troubleAt = -SECOND;
    private long standstillAt = -SECOND;

    FlightSignals(SignalSink sink) {
        this.sink = sink;
    }

    /** The first of what is recorded has come, so long after the start was begun. */
    void started(String directory, long nanos, long classes) {
        ErrorDetail where = new ErrorDetail(
                sink.nanosSinceOrigin(),
                "flight-recorder",
                directory,
                null,
                0,
                Thread.currentThread().getName(),
                "");
        sink.record(SignalKind.FLIGHT_RECORDER, null, nanos, 0, 0, classes, 1, where);
    }

    /** A collection could not do what it should, or a thread had to wait for memory. */
    void trouble(String event, long nanos, long bytes, String thread, List<String> frames) {
        troubles++;
        long now = sink.nanosSinceOrigin();
        if (now - troubleAt >= SECOND) {
            troubleAt = now;
            ErrorDetail detail = new ErrorDetail(now, event, "", null, 0, FamilyName.of(thread), lines(frames));
            int count = (int) Math.min(troubles, Integer.MAX_VALUE);
            sink.record(SignalKind.COLLECTOR_TROUBLE, null, nanos, bytes, 0, 0, count, detail);
            troubles = 0;
        }
    }

    /** The threads took so long to stop. */
    void stopped(long nanos) {
        standstill(nanos, 1, "stopping all threads", "");
    }

    /** The JVM worked for so long while all threads stood still. */
    void operated(String operation, long nanos, String caller) {
        if (!isCollection(operation)) {
            standstill(nanos, 0, operation, caller);
        }
    }

    private void standstill(long nanos, long stopping, String what, String caller) {
        long now = sink.nanosSinceOrigin();
        if (now - standstillAt >= SECOND) {
            standstillAt = now;
            ErrorDetail detail = new ErrorDetail(now, "standstill", what, null, 0, FamilyName.of(caller), "");
            sink.record(SignalKind.STANDSTILL, null, nanos, stopping, 0, 0, 1, detail);
        }
    }

    /** By HotSpot's names ({@code vmOperation.hpp}): G1CollectFull, ParallelGCFailedAllocation, ZMarkStart, ShenandoahInitMark ... */
    static boolean isCollection(String operation) {
        return operation.startsWith("G1")
                || operation.startsWith("Z")
                || operation.startsWith("XMark")
                || operation.startsWith("XRelocate")
                || operation.startsWith("Shenandoah")
                || operation.contains("Collect")
                || operation.contains("GCFailed")
                || operation.contains("GCSystemGC");
    }

    static Resource family(String thread) {
        return new Resource(ResourceKind.THREAD, FamilyName.of(thread.isEmpty() ? "virtual" : thread));
    }

    /** From the first frame that is not the JDK's, where there is one. */
    static String lines(List<String> frames) {
        int from = 0;
        while (from < frames.size() && isOfJdk(frames.get(from))) {
            from++;
        }
        StringBuilder lines = new StringBuilder();
        int first = from == frames.size() ? 0 : from;
        for (int i = first; i < frames.size() && i < first + StackLines.MOST; i++) {
            lines.append(i == first ? "" : "\n").append(frames.get(i));
        }
        return lines.toString();
    }

    private static boolean isOfJdk(String frame) {
        return frame.startsWith("java.") || frame.startsWith("jdk.") || frame.startsWith("sun.");
    }
}
