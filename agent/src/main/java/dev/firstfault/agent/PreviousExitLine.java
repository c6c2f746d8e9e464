package dev.firstfault.agent;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** The line on how the process before this one ended, where that is worth one. */
final class PreviousExitLine {

    private PreviousExitLine() {}

    /**
     * The line; null after an end in order of a process that nothing was found to be wrong with.
     *
     * @param nowEpochMillis the wall clock
     * @param box where the rest can be read
     */
    static @Nullable String of(Timeline timeline, Verdict verdict, long nowEpochMillis, File box) {
        Ending ending = verdict.ending();
        Fault fault = verdict.firstFault();
        boolean sick = fault != null && fault.confidence() == Confidence.HIGH;
        if (isInOrder(ending) && !sick) {
            return null;
        }
        long agoMillis = Math.max(0, nowEpochMillis - timeline.epochMillis(timeline.endNanos()));
        StringBuilder line = new StringBuilder("the process before this one (pid ");
        line.append(timeline.process().get(ProcessInfo.PID));
        line.append(", ended ").append(Words.span(agoMillis * 1_000_000L)).append(" ago, ");
        line.append(ending.certain() ? "" : "probably ").append(ending.kind().word());
        line.append("): ");
        if (fault == null) {
            line.append(ending.summary());
        } else if (fault.confidence() == Confidence.NONE) {
            line.append(ending.summary()).append(" What went wrong first is not clear.");
        } else {
            line.append("first fault ").append(fault.kind().word());
            line.append(" (")
                    .append(fault.confidence().word())
                    .append(" confidence): ")
                    .append(fault.summary());
        }
        return line.append(" More: report ").append(box).toString();
    }

    private static boolean isInOrder(Ending ending) {
        EndingKind kind = ending.kind();
        Integer status = ending.exitCode();
        return kind == EndingKind.CLEAN
                || kind == EndingKind.TERMINATED
                || ((kind == EndingKind.EXIT || kind == EndingKind.HALT) && (status == null || status == 0));
    }
}
