package dev.firstfault.diagnosis.ending;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import org.jspecify.annotations.Nullable;

/** The ending of a process that left no mark, by what somebody outside saw of it. */
final class WitnessedEnding {

    private final EndingFacts facts;
    private final Witness witness;
    private final @Nullable Integer code;

    private WitnessedEnding(EndingFacts facts) {
        this.facts = facts;
        witness = facts.witness;
        code = facts.code;
    }

    /** Null where nobody saw anything. */
    static @Nullable Ending of(EndingFacts facts) {
        return new WitnessedEnding(facts).ending();
    }

    private @Nullable Ending ending() {
        EndingKind said = witness.testimony() == null
                ? EndingKind.UNKNOWN
                : witness.testimony().kind();
        CrashReport report = witness.crashReport();
        if (said == EndingKind.OOM_EXIT) {
            return facts.ending(
                    EndingKind.OOM_EXIT,
                    true,
                    code == null ? Integer.valueOf(3) : code,
                    "The JVM ended itself on an OutOfMemoryError and said so.");
        }
        boolean crashed =
                report != null || said == EndingKind.NATIVE_CRASH || (code != null && (code == 134 || code == 139));
        boolean saidMemory = said == EndingKind.OOM_CRASH || (report != null && report.outOfMemory());
        if (saidMemory || (crashed && report == null && facts.flag("CrashOnOutOfMemoryError"))) {
            return facts.ending(
                    EndingKind.OOM_CRASH,
                    saidMemory || facts.exhaustion.strong(),
                    code == null ? Integer.valueOf(134) : code,
                    "The JVM aborted on an OutOfMemoryError, as -XX:+CrashOnOutOfMemoryError asks for"
                            + facts.heapWords() + ".");
        }
        if (crashed) {
            return facts.ending(
                    EndingKind.NATIVE_CRASH,
                    true,
                    code,
                    "The JVM crashed in native code" + (report == null ? "." : ": " + report.words() + "."));
        }
        if (said == EndingKind.CONTAINER_OOM_KILLED) {
            return killedForMemory();
        }
        if (said == EndingKind.HOST_DOWN) {
            return facts.ending(EndingKind.HOST_DOWN, true, code, "The node gave the process up." + facts.saidWords());
        }
        return rebooted() ? hostDown() : byCode(said);
    }

    /** The kernel's killer goes for a group at its limit, or for the largest process of a machine without memory. */
    private Ending killedForMemory() {
        long limit = facts.heap.last(FrameField.CGROUP_LIMIT);
        boolean limited = limit != Frame.UNKNOWN && limit > 0;
        Ending known = facts.containerKilled(true, code);
        return facts.ending(
                EndingKind.CONTAINER_OOM_KILLED,
                true,
                known.exitCode(),
                (limited && facts.containerFull() ? known.summary() : "The process was killed for memory.")
                        + facts.saidWords());
    }

    private boolean rebooted() {
        String boot = witness.bootId();
        String bootThen = facts.timeline.process().get(ProcessInfo.BOOT_ID);
        return boot != null && !bootThen.isEmpty() && !boot.equals(bootThen);
    }

    private Ending hostDown() {
        return facts.ending(
                EndingKind.HOST_DOWN, true, code, "The machine was restarted; the process left no word of its own.");
    }

    private @Nullable Ending byCode(EndingKind said) {
        if (code == null) {
            return said == EndingKind.UNKNOWN ? null : asSaid(said);
        }
        int status = code;
        switch (status) {
            case 3:
                return three();
            case 137:
                return facts.containerFull() || facts.containerFilling()
                        ? facts.containerKilled(facts.containerFull(), status)
                        : facts.ending(
                                EndingKind.KILLED,
                                true,
                                status,
                                "The process was killed (SIGKILL)" + facts.noHeapWords() + "." + facts.saidWords());
            case 143:
            case 130:
            case 129:
                return facts.ending(
                        EndingKind.TERMINATED,
                        true,
                        status,
                        "A signal asked the process to stop; the stop was not recorded." + facts.saidWords());
            case 0:
                return facts.ending(EndingKind.CLEAN, false, status, "The process ended with status 0 and no marker.");
            default:
                return said == EndingKind.UNCAUGHT_EXCEPTION ? asSaid(said) : halted(status);
        }
    }

    private Ending three() {
        if (facts.flagKnown("ExitOnOutOfMemoryError") && !facts.flag("ExitOnOutOfMemoryError")) {
            return halted(3);
        }
        return facts.ending(
                EndingKind.OOM_EXIT,
                facts.flag("ExitOnOutOfMemoryError"),
                3,
                "The JVM ended itself on an OutOfMemoryError: status 3 and no shutdown" + facts.heapWords() + ".");
    }

    private Ending halted(int status) {
        return facts.ending(
                EndingKind.HALT,
                false,
                status,
                "The process ended with status " + status + " and ran no shutdown hook.");
    }

    private Ending asSaid(EndingKind said) {
        return facts.ending(said, true, code, "The process left no word of its own." + facts.saidWords());
    }
}
