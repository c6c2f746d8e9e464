package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the flight recorder told, where it was asked for, in sentences. */
final class FlightNotes {

    private static final int MOST_OF_A_KIND = 3;

    private FlightNotes() {}

    /** Since when it told; the gravest of each kind, ascending by time; how to read the file it left. Nothing where it was not asked. */
    static List<String> of(DiagnosedProcess process, ReportTimes times) {
        Timeline timeline = process.timeline();
        List<String> notes = new ArrayList<>();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.FLIGHT_RECORDER) {
                notes.add(at(signal, timeline, times) + "it began to tell; its start took "
                        + Words.span(signal.durationNanos()));
            }
        }
        for (Signal signal : gravest(timeline)) {
            notes.add(at(signal, timeline, times) + sentence(signal));
        }
        if (!process.recording().isEmpty()) {
            notes.add(left(timeline.process().get(ProcessInfo.JDK)));
        }
        return notes;
    }

    /** From 21 on the tools refuse a recording that was not finished: byte 64 of its header says so (JDK-8289688). */
    private static String left(String jdk) {
        int dot = jdk.indexOf('.');
        String major = dot < 0 ? jdk : jdk.substring(0, dot);
        boolean refused = major.length() == 2 && major.compareTo("21") >= 0;
        return "it left a recording, below, which jfr summary reads"
                + (refused
                        ? " when a copy has been marked as finished: printf '\\0' | dd of=COPY bs=1 seek=64 conv=notrunc"
                        : "");
    }

    private static String at(Signal signal, Timeline timeline, ReportTimes times) {
        return times.clock(timeline.epochMillis(signal.atNanos())) + " ";
    }

    private static List<Signal> gravest(Timeline timeline) {
        List<Signal> all = new ArrayList<>();
        for (SignalKind kind :
                new SignalKind[] {SignalKind.LARGE_ALLOCATION, SignalKind.COLLECTOR_TROUBLE, SignalKind.STANDSTILL}) {
            List<Signal> ofKind = new ArrayList<>();
            for (Signal signal : timeline.signals()) {
                if (signal.kind() == kind) {
                    ofKind.add(signal);
                }
            }
            ofKind.sort(Comparator.comparingLong(FlightNotes::gravity).reversed());
            all.addAll(ofKind.subList(0, Math.min(MOST_OF_A_KIND, ofKind.size())));
        }
        all.sort(Comparator.comparingLong(Signal::atNanos));
        return all;
    }

    private static long gravity(Signal signal) {
        return signal.kind() == SignalKind.LARGE_ALLOCATION ? signal.v1() : signal.durationNanos();
    }

    private static String sentence(Signal signal) {
        ErrorDetail error = signal.error();
        String what = error == null ? "" : error.message();
        switch (signal.kind()) {
            case LARGE_ALLOCATION:
                Resource thread = signal.resource();
                return "thread " + (thread == null ? "?" : thread.name()) + " took " + Words.bytes(signal.v1())
                        + (signal.v1() > 0 && signal.v2() == 1 ? " at once" : "")
                        + (what.isEmpty() ? "" : ": " + what);
            case STANDSTILL:
                return "all threads stood still for " + Words.span(signal.durationNanos()) + ": " + what
                        + (error == null || error.thread().isEmpty() ? "" : ", for thread " + error.thread());
            default:
                return (error == null ? "" : error.type()) + ", " + Words.span(signal.durationNanos())
                        + (signal.count() > 1
                                ? ", with " + (signal.count() - 1) + " before it that were not told"
                                : "");
        }
    }
}
