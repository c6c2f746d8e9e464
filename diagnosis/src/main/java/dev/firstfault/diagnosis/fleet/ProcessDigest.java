package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of one process of many: its row, and what it asked of the servers that others use too. Immutable. */
public final class ProcessDigest {

    private final String source;
    private final String app;
    private final String pid;
    private final long startedMillis;
    private final long lastMillis;
    private final Ending ending;
    private final @Nullable Fault firstFault;
    private final long faultMillis;
    private final List<TargetLoad> loads;

    private ProcessDigest(String source, Timeline timeline, Verdict verdict) {
        this.source = source;
        ProcessInfo process = timeline.process();
        app = process.get(ProcessInfo.APP);
        pid = process.get(ProcessInfo.PID);
        startedMillis = process.number(ProcessInfo.START_EPOCH_MILLIS, timeline.originEpochMillis());
        lastMillis = timeline.epochMillis(timeline.endNanos());
        ending = verdict.ending();
        firstFault = verdict.firstFault();
        faultMillis = firstFault == null ? -1 : timeline.epochMillis(firstFault.atNanos());
        loads = TargetLoad.of(timeline);
    }

    /**
     * The digest of one process.
     *
     * @param source where it was read from
     */
    public static ProcessDigest of(String source, Timeline timeline, Verdict verdict) {
        return new ProcessDigest(source, timeline, verdict);
    }

    public String source() {
        return source;
    }

    public String app() {
        return app;
    }

    /** As recorded; empty where it was not. */
    public String pid() {
        return pid;
    }

    /** When the JVM started, milliseconds since the epoch. */
    public long startedMillis() {
        return startedMillis;
    }

    /** When anything was recorded last, milliseconds since the epoch. */
    public long lastMillis() {
        return lastMillis;
    }

    public Ending ending() {
        return ending;
    }

    /** What went wrong first, or null. */
    public @Nullable Fault firstFault() {
        return firstFault;
    }

    /** When, milliseconds since the epoch; -1 where nothing went wrong. */
    public long faultMillis() {
        return faultMillis;
    }

    List<TargetLoad> loads() {
        return loads;
    }

    /** As a sentence names it: {@code orders (pid 4711)}. */
    public String name() {
        return pid.isEmpty() ? app : app + " (pid " + pid + ")";
    }
}
