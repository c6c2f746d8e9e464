package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.fleet.ProcessDigest;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Timeline;

/** What one process left behind, and the verdict on it. Immutable. */
public final class DiagnosedProcess {

    private final String source;
    private final Timeline timeline;
    private final Verdict verdict;
    private final String recording;

    /** @param source where it was read from: a file; empty for the process that reports on itself */
    public DiagnosedProcess(String source, Timeline timeline, Verdict verdict) {
        this(source, timeline, verdict, "");
    }

    /** @param recording what its flight recorder left behind: a file; empty where there is none */
    public DiagnosedProcess(String source, Timeline timeline, Verdict verdict, String recording) {
        this.source = source;
        this.timeline = timeline;
        this.verdict = verdict;
        this.recording = recording;
    }

    public String source() {
        return source;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** What its flight recorder left behind: a file, or empty. */
    String recording() {
        return recording;
    }

    /** What is kept of it among many. */
    ProcessDigest digest() {
        return ProcessDigest.of(source, timeline, verdict);
    }

    /** What relative times count from, nanoseconds since the origin: the first fault, or the agent's start without one. */
    long referenceNanos() {
        Fault fault = verdict.firstFault();
        return fault == null ? 0 : fault.atNanos();
    }
}
