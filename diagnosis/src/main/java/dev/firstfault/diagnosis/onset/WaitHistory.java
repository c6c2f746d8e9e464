package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import dev.firstfault.signals.WaitKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Waits without a limit that were long enough to be recorded: one for each kind, family of threads, and place. */
public final class WaitHistory {

    private static final long S = 1_000_000_000L;

    /** Two starts, told by age, that differ by less are one. */
    private static final long SAME_START = 3 * S;

    /** How late a scan may be. */
    private static final long LATE = 6 * S;

    private final Signal first;
    private Signal last;
    private final long endNanos;

    private WaitHistory(Signal first, long endNanos) {
        this.first = first;
        this.last = first;
        this.endNanos = endNanos;
    }

    /** The waits of a timeline, in order of their first record. */
    public static List<WaitHistory> of(Timeline timeline) {
        Map<Object, List<WaitHistory>> byThreads = new HashMap<>();
        List<WaitHistory> all = new ArrayList<>();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() != SignalKind.WAIT_PENDING) {
                continue;
            }
            Object threads = signal.v1() + " " + signal.v3() + " " + Objects.hashCode(signal.resource());
            List<WaitHistory> before = byThreads.computeIfAbsent(threads, unused -> new ArrayList<>());
            WaitHistory history = continuedBy(signal, before);
            if (history == null) {
                history = new WaitHistory(signal, timeline.endNanos());
                before.add(history);
                all.add(history);
            }
            history.last = signal;
        }
        return all;
    }

    /** Of the waits of such threads the one that a record goes on with: begun at the same time, at the same place as far as known. */
    private static @Nullable WaitHistory continuedBy(Signal signal, List<WaitHistory> waits) {
        for (WaitHistory wait : waits) {
            ErrorDetail place = wait.first.error();
            boolean elsewhere = place != null
                    && signal.error() != null
                    && !place.message().equals(signal.error().message());
            if (!elsewhere && Math.abs(wait.startedAt() - startOf(signal)) <= SAME_START) {
                return wait;
            }
        }
        return null;
    }

    private static long startOf(Signal signal) {
        return signal.atNanos() - signal.durationNanos();
    }

    public WaitKind kind() {
        return WaitKind.ofId(first.v1());
    }

    /** When the wait began, nanoseconds since the origin. */
    public long startedAt() {
        return Math.max(0, startOf(first));
    }

    /** Family of the threads that wait. */
    public String family() {
        return first.resource() == null ? "" : first.resource().name();
    }

    /** The id of the executor that they work for, or 0. */
    public long executor() {
        return first.v3();
    }

    /** Threads that wait alike, as last recorded. */
    public int threads() {
        return (int) Math.max(1, last.v2());
    }

    /** How long it is known to have lasted, nanoseconds. */
    public long knownNanos() {
        return last.durationNanos();
    }

    /** What waits, from the frame that called; empty where it was not kept. */
    public String frames() {
        return first.error() != null
                ? first.error().frames()
                : last.error() != null ? last.error().frames() : "";
    }

    /** The frame that called; empty where it was not kept. */
    public String caller() {
        for (String line : frames().split("\n", -1)) {
            if (!line.trim().isEmpty()) {
                return line.trim();
            }
        }
        return "";
    }

    /** Whether it stands at the end, as far as records can tell: the next one, of 10, 20, 50, 100, ... s, is not overdue. */
    public boolean pending() {
        return endNanos < startedAt() + nextAge(last.durationNanos()) + LATE;
    }

    /** The next age at which what goes on is recorded again, of 1, 2, 5, 10, 20, 50, ... seconds. */
    static long nextAge(long durationNanos) {
        long step = S;
        while (true) {
            for (long age : new long[] {step, 2 * step, 5 * step}) {
                if (age > durationNanos) {
                    return age;
                }
            }
            step *= 10;
        }
    }
}
