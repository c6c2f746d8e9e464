package dev.firstfault.exporters.prometheus;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The verdict as alerts read it: on this life of the process as it stands, and on how the last one ended. One writer. */
public final class VerdictMeters {

    private static final String NO_FAULT = "none";

    private final MeterFamily<Gauge> diagnosis;
    private final MeterFamily<Gauge> previousExit;
    private final Gauge stuck;
    private String @Nullable [] shown;

    public VerdictMeters(Meters meters) {
        diagnosis = meters.gauge(
                "firstfault_diagnosis",
                "What went wrong first, 1 while it holds; confidence none: not enough evidence.",
                "kind",
                "target",
                "confidence");
        stuck = meters.gauge(
                        "firstfault_stuck",
                        "1 while the process runs and does nothing useful: held by a deadlock, by waits without an end, by"
                                + " collections, or without the thread that an OutOfMemoryError ended.")
                .with();
        previousExit = meters.gauge(
                "firstfault_previous_exit_info",
                "How the last life of this process ended and what went wrong first in it; always 1.",
                "ending",
                "kind",
                "confidence");
    }

    /** Shows the verdict on the running process in place of the one before. */
    public void update(Verdict verdict) {
        stuck.set(verdict.ending().kind() == EndingKind.STUCK ? 1 : 0);
        Fault fault = verdict.firstFault();
        String[] next = fault == null
                ? null
                : new String[] {
                    fault.kind().word(), fault.target(), fault.confidence().word()
                };
        if (Arrays.equals(next, shown)) {
            return;
        }
        if (next != null) {
            diagnosis.with(next).set(1); // before the old one goes, so that no scrape finds neither
        }
        if (shown != null) {
            diagnosis.remove(shown);
        }
        shown = next;
    }

    /** Shows the verdict on the process's last life. */
    public void previousExit(Verdict verdict) {
        Fault fault = verdict.firstFault();
        previousExit
                .with(
                        verdict.ending().kind().word(),
                        fault == null ? NO_FAULT : fault.kind().word(),
                        (fault == null ? Confidence.NONE : fault.confidence()).word())
                .set(1);
    }
}
