package dev.firstfault.diagnosis.ending;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StopCause;
import org.jspecify.annotations.Nullable;

/** The ending by the process's own marks: calls that end a JVM, the shutdown sequence, the death of the main thread. */
final class MarkedEnding {

    private final EndingFacts facts;
    private final @Nullable Integer code;
    private @Nullable Signal exit;
    private @Nullable Signal halt;
    private @Nullable Signal stopping;
    private @Nullable Signal uncaughtMain;

    private MarkedEnding(EndingFacts facts) {
        this.facts = facts;
        code = facts.code;
        for (Signal signal : facts.timeline.signals()) {
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

    /** Null where the process left no mark. */
    static @Nullable Ending of(EndingFacts facts) {
        return new MarkedEnding(facts).ending();
    }

    private @Nullable Ending ending() {
        if (halt != null) {
            return halted(halt);
        }
        if (exit != null) {
            int status = (int) exit.v1();
            return facts.ending(
                    EndingKind.EXIT,
                    true,
                    code != null ? code : Integer.valueOf(status),
                    "System.exit was called with status " + status + calledBy(exit) + ".");
        }
        if (stopping != null) {
            return stoppedFor(StopCause.ofId(stopping.v1()), stopping.v2());
        }
        ProcessState state = facts.timeline.state();
        return state == ProcessState.CLEAN || state == ProcessState.STOPPING ? stoppedFor(StopCause.UNKNOWN, -1) : null;
    }

    private Ending halted(Signal call) {
        int status = code != null ? code : (int) call.v1();
        Signal first = exit;
        return first == null
                ? facts.ending(
                        EndingKind.HALT,
                        true,
                        status,
                        "Runtime.halt was called with status " + status + calledBy(call) + ".")
                : facts.ending(
                        EndingKind.EXIT,
                        true,
                        status,
                        "System.exit, then Runtime.halt in the shutdown, was called with status " + status
                                + calledBy(first) + ".");
    }

    private Ending stoppedFor(StopCause cause, long status) {
        switch (cause) {
            case EXIT_CALL:
                int real = code != null ? code : (int) status;
                return facts.ending(
                        EndingKind.EXIT,
                        true,
                        real < 0 ? null : Integer.valueOf(real),
                        "System.exit was called" + (real < 0 ? "." : " with status " + real + "."));
            case SIGNAL:
                return terminated();
            case END_OF_MAIN:
                return endOfMain();
            default:
                if (uncaughtMain != null) {
                    return endOfMain();
                }
                if (code != null && (code == 143 || code == 130 || code == 129)) {
                    return terminated();
                }
                return facts.ending(
                        code == null || code == 0 ? EndingKind.CLEAN : EndingKind.EXIT,
                        code != null,
                        code,
                        "The process stopped in order" + (code == null ? "" : " with status " + code)
                                + "; whether it was asked to by a signal was not recorded.");
        }
    }

    private Ending endOfMain() {
        if (uncaughtMain == null) {
            return facts.ending(
                    code == null || code == 0 ? EndingKind.CLEAN : EndingKind.EXIT,
                    true,
                    code == null ? Integer.valueOf(0) : code,
                    "The last thread ended and the process stopped in order.");
        }
        ErrorDetail error = uncaughtMain.error();
        return facts.ending(
                EndingKind.UNCAUGHT_EXCEPTION,
                true,
                code == null ? Integer.valueOf(1) : code,
                "The main thread died of an exception" + (error == null ? "." : ": " + words(error) + "."));
    }

    private Ending terminated() {
        boolean inOrder = facts.timeline.state() == ProcessState.CLEAN || stopping == null;
        String how = code != null && code == 137
                ? "A signal asked the process to stop, and it was killed before it had finished."
                : inOrder
                        ? "A signal asked the process to stop, and it did in order."
                        : "A signal asked the process to stop; the end of the stop was not recorded.";
        return facts.ending(
                EndingKind.TERMINATED, true, code == null ? Integer.valueOf(143) : code, how + facts.saidWords());
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
}
