package dev.firstfault.diagnosis.ending;

import dev.firstfault.diagnosis.onset.Exhaustion;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StopCause;
import dev.firstfault.signals.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a process ended. Markers decide first, then a witness, then what the last samples fit best; only the first
 * two make an answer certain.
 */
public final class EndingClassifier {

    private static final long S = 1_000_000_000L;

    /** A container this full of its limit is about to be killed; page cache alone seldom keeps it there. */
    private static final double FULL_CONTAINER = 0.97;

    /** Time that collections must take for as long as {@link #STUCK_FOR} before a running process counts as stuck. */
    private static final double STUCK_GC_SHARE = 0.9;

    private static final long STUCK_FOR = 20 * S;

    private final Timeline timeline;
    private final Witness witness;
    private final HeapHistory heap;
    private final Exhaustion exhaustion;
    private final long end;
    private final @Nullable Integer code;
    private @Nullable Signal exit;
    private @Nullable Signal halt;
    private @Nullable Signal stopping;
    private @Nullable Signal uncaughtMain;

    private EndingClassifier(Timeline timeline, Witness witness, HeapHistory heap, Exhaustion exhaustion) {
        this.timeline = timeline;
        this.witness = witness;
        this.heap = heap;
        this.exhaustion = exhaustion;
        end = timeline.endNanos();
        code = witness.exitCode();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.EXIT_CALLED && exit == null) {
                exit = signal;
            } else if (signal.kind() == SignalKind.HALT_CALLED) {
                halt = signal;
            } else if (signal.kind() == SignalKind.STOPPING) {
                stopping = signal;
            } else if (signal.kind() == SignalKind.UNCAUGHT && signal.v1() == 1) {
                uncaughtMain = signal;
            }
        }
    }

    /** How the process of this timeline ended. */
    public static Ending classify(Timeline timeline, Witness witness, HeapHistory heap, Exhaustion exhaustion) {
        return new EndingClassifier(timeline, witness, heap, exhaustion).classify();
    }

    private Ending classify() {
        if (timeline.alive()) {
            return alive();
        }
        Ending ending = byMarker();
        if (ending == null) {
            ending = byWitness();
        }
        return ending == null ? byLastSamples() : ending;
    }

    private Ending alive() {
        double share = heap.gcShare(end - STUCK_FOR, end);
        boolean longEnough = heap.size() > 0 && end - heap.at(0) >= STUCK_FOR;
        if (longEnough && share >= STUCK_GC_SHARE) {
            return ending(
                    EndingKind.STUCK,
                    false,
                    null,
                    "The process runs, but collections took " + Words.percent(share) + " of the last "
                            + Words.span(STUCK_FOR) + ".");
        }
        return ending(EndingKind.RUNNING, true, null, "The process is running.");
    }

    private @Nullable Ending byMarker() {
        if (halt != null) {
            int status = code != null ? code : (int) halt.v1();
            return ending(
                    exit == null ? EndingKind.HALT : EndingKind.EXIT,
                    true,
                    status,
                    (exit == null ? "Runtime.halt" : "System.exit, then Runtime.halt in the shutdown,")
                            + " was called with status " + status + calledBy(exit == null ? halt : exit) + ".");
        }
        if (exit != null) {
            return exited((int) exit.v1(), exit);
        }
        if (stopping != null) {
            return stopped(stopping);
        }
        if (timeline.state() == ProcessState.CLEAN || timeline.state() == ProcessState.STOPPING) {
            return stoppedFor(StopCause.UNKNOWN, -1);
        }
        return null;
    }

    private Ending exited(int status, Signal call) {
        int real = code != null ? code : status;
        return ending(
                EndingKind.EXIT, true, real, "System.exit was called with status " + status + calledBy(call) + ".");
    }

    private Ending stopped(Signal signal) {
        return stoppedFor(StopCause.ofId(signal.v1()), signal.v2());
    }

    private Ending stoppedFor(StopCause cause, long status) {
        switch (cause) {
            case EXIT_CALL:
                int real = code != null ? code : (int) status;
                return ending(
                        EndingKind.EXIT,
                        true,
                        real < 0 ? null : Integer.valueOf(real),
                        "System.exit was called" + (real < 0 ? "." : " with status " + real + "."));
            case SIGNAL:
                return terminated(true);
            case END_OF_MAIN:
                return endOfMain();
            default:
                if (uncaughtMain != null) {
                    return endOfMain();
                }
                if (code != null && (code == 143 || code == 130 || code == 129)) {
                    return terminated(true);
                }
                return ending(
                        code == null || code == 0 ? EndingKind.CLEAN : EndingKind.EXIT,
                        code != null,
                        code,
                        "The process stopped in order" + (code == null ? "" : " with status " + code)
                                + "; whether it was asked to by a signal was not recorded.");
        }
    }

    private Ending endOfMain() {
        if (uncaughtMain == null) {
            return ending(
                    code == null || code == 0 ? EndingKind.CLEAN : EndingKind.EXIT,
                    true,
                    code == null ? Integer.valueOf(0) : code,
                    "The last thread ended and the process stopped in order.");
        }
        ErrorDetail error = uncaughtMain.error();
        return ending(
                EndingKind.UNCAUGHT_EXCEPTION,
                true,
                code == null ? Integer.valueOf(1) : code,
                "The main thread died of an exception" + (error == null ? "." : ": " + words(error) + "."));
    }

    private Ending terminated(boolean certain) {
        if (code != null && code == 137) {
            return ending(
                    EndingKind.TERMINATED,
                    certain,
                    code,
                    "A signal asked the process to stop, and it was killed before it had finished.");
        }
        return ending(
                EndingKind.TERMINATED,
                certain,
                code == null ? Integer.valueOf(143) : code,
                timeline.state() == ProcessState.CLEAN || stopping == null
                        ? "A signal asked the process to stop, and it did in order."
                        : "A signal asked the process to stop; the end of the stop was not recorded.");
    }

    private @Nullable Ending byWitness() {
        String line = witness.outputLine() == null ? "" : witness.outputLine();
        if (line.contains("Terminating due to java.lang.OutOfMemoryError")) {
            return ending(
                    EndingKind.OOM_EXIT,
                    true,
                    code == null ? Integer.valueOf(3) : code,
                    "The JVM ended itself on an OutOfMemoryError and said so.");
        }
        boolean crashed = witness.hsErr() || (code != null && (code == 134 || code == 139));
        if (line.contains("Aborting due to java.lang.OutOfMemoryError")
                || (crashed && flag("CrashOnOutOfMemoryError"))) {
            return ending(
                    EndingKind.OOM_CRASH,
                    line.contains("Aborting") || exhaustion.strong(),
                    code == null ? Integer.valueOf(134) : code,
                    "The JVM aborted on an OutOfMemoryError, as -XX:+CrashOnOutOfMemoryError asks for" + heapWords()
                            + ".");
        }
        if (crashed) {
            return ending(EndingKind.NATIVE_CRASH, true, code, "The JVM crashed in native code.");
        }
        String boot = witness.bootId();
        String bootThen = timeline.process().get(ProcessInfo.BOOT_ID);
        if (boot != null && !bootThen.isEmpty() && !boot.equals(bootThen)) {
            return ending(
                    EndingKind.HOST_DOWN,
                    true,
                    code,
                    "The machine was restarted; the process left no word of its own.");
        }
        return code == null ? null : byCode(code);
    }

    private Ending byCode(int status) {
        switch (status) {
            case 3:
                if (flagKnown("ExitOnOutOfMemoryError") && !flag("ExitOnOutOfMemoryError")) {
                    return ending(
                            EndingKind.HALT,
                            false,
                            status,
                            "The process ended with status 3 and ran no shutdown hook.");
                }
                return ending(
                        EndingKind.OOM_EXIT,
                        flag("ExitOnOutOfMemoryError"),
                        status,
                        "The JVM ended itself on an OutOfMemoryError: status 3 and no shutdown" + heapWords() + ".");
            case 137:
                if (containerFull()) {
                    return containerKilled(true, status);
                }
                return ending(
                        EndingKind.KILLED, true, status, "The process was killed (SIGKILL)" + noHeapWords() + ".");
            case 143:
            case 130:
            case 129:
                return terminated(true);
            case 0:
                return ending(EndingKind.CLEAN, false, status, "The process ended with status 0 and no marker.");
            default:
                return ending(
                        EndingKind.HALT,
                        false,
                        status,
                        "The process ended with status " + status + " and ran no shutdown hook.");
        }
    }

    private Ending byLastSamples() {
        if (containerFull() && !exhaustion.strong()) {
            return containerKilled(false, null);
        }
        boolean exits = flag("ExitOnOutOfMemoryError");
        boolean crashes = flag("CrashOnOutOfMemoryError");
        boolean unknownFlag = timeline.process().flags().isEmpty() && exhaustion.strong();
        if (exhaustion.seen() && (exits || crashes || unknownFlag)) {
            EndingKind kind = crashes && !exits ? EndingKind.OOM_CRASH : EndingKind.OOM_EXIT;
            return ending(
                    kind,
                    false,
                    kind == EndingKind.OOM_EXIT ? 3 : 134,
                    "The JVM ended without a word, as it does on an OutOfMemoryError"
                            + (unknownFlag
                                    ? ""
                                    : " with -XX:+" + (crashes && !exits ? "Crash" : "Exit") + "OnOutOfMemoryError")
                            + ": " + exhaustion.because() + ".");
        }
        return ending(
                EndingKind.KILLED,
                false,
                null,
                "The process ended without a word, as it does when killed" + noHeapWords() + ".");
    }

    private Ending containerKilled(boolean certain, @Nullable Integer status) {
        return ending(
                EndingKind.CONTAINER_OOM_KILLED,
                certain,
                status == null ? Integer.valueOf(137) : status,
                "The container held " + Words.bytes(heap.last(FrameField.CGROUP_CURRENT)) + " of its limit of "
                        + Words.bytes(heap.last(FrameField.CGROUP_LIMIT)) + " and was killed for it.");
    }

    /** At its limit, and because of memory that cannot be dropped: it hit the limit again just now, or the process fills it. */
    private boolean containerFull() {
        long current = heap.last(FrameField.CGROUP_CURRENT);
        long limit = heap.last(FrameField.CGROUP_LIMIT);
        if (current == Frame.UNKNOWN || limit == Frame.UNKNOWN || limit <= 0 || current < FULL_CONTAINER * limit) {
            return false;
        }
        long rss = heap.last(FrameField.RSS);
        return heap.rise(FrameField.CGROUP_LIMIT_HITS, end - 5 * S, end) > 0
                || (rss != Frame.UNKNOWN && rss >= 0.85 * limit);
    }

    private boolean flag(String name) {
        return "true".equals(timeline.process().get(ProcessInfo.FLAG_PREFIX + name));
    }

    private boolean flagKnown(String name) {
        return !timeline.process().get(ProcessInfo.FLAG_PREFIX + name).isEmpty();
    }

    private String heapWords() {
        return exhaustion.seen() ? "; " + exhaustion.because() : "";
    }

    private String noHeapWords() {
        long used = heap.last(FrameField.HEAP_USED);
        return used == Frame.UNKNOWN || exhaustion.seen()
                ? heapWords()
                : "; the heap was not exhausted (" + Words.percent(heap.share(used)) + " in use)";
    }

    private static String calledBy(Signal call) {
        ErrorDetail error = call.error();
        if (error == null || error.frames().isEmpty()) {
            return "";
        }
        int line = error.frames().indexOf('\n');
        return " by " + (line < 0 ? error.frames() : error.frames().substring(0, line)).trim();
    }

    private static String words(ErrorDetail error) {
        return error.type() + (error.message().isEmpty() ? "" : ": " + error.message());
    }

    private Ending ending(EndingKind kind, boolean certain, @Nullable Integer status, String summary) {
        return new Ending(kind, certain, end, status, summary);
    }
}
