package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to connect to one target, and the trouble they ended in: the last episode of failures that no success put
 * an end to.
 */
public final class ConnectHistory {

    private static final long S = 1_000_000_000L;

    /** Failures further apart than this, with a success between them, have nothing to do with each other. */
    private static final long EPISODE_GAP = 30 * S;

    /** The start of an attempt, told by its age, differs from record to record by what recording takes. */
    private static final long SAME_ATTEMPT = S / 2;

    private final String target;
    private final List<Signal> signals = new ArrayList<>();
    private final List<Signal> trouble = new ArrayList<>();
    private int attempts;
    private int failures;
    private int opened;
    private boolean unresolved;
    private long lastSuccess = Long.MIN_VALUE;
    private @Nullable ConnectFailure reason;
    private int reasonCount;
    private int troubleCount;
    private long onset;
    private long typicalGap;

    private ConnectHistory(String target) {
        this.target = target;
    }

    /** One history for each target, in order of the first attempt. */
    public static List<ConnectHistory> of(Timeline timeline) {
        Map<String, ConnectHistory> byTarget = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            SignalKind kind = signal.kind();
            if (kind == SignalKind.CONNECT_FAILED
                    || kind == SignalKind.CONNECT_PENDING
                    || kind == SignalKind.CONNECT_SUCCEEDED
                    || kind == SignalKind.CONNECTION_CLOSED) {
                String name = signal.resource() == null ? "" : signal.resource().name();
                ConnectHistory history = byTarget.get(name);
                if (history == null) {
                    history = new ConnectHistory(name);
                    byTarget.put(name, history);
                }
                history.signals.add(signal);
            }
        }
        List<ConnectHistory> all = new ArrayList<>(byTarget.values());
        for (ConnectHistory history : all) {
            history.examine(timeline, all.size() == 1);
        }
        return all;
    }

    private void examine(Timeline timeline, boolean only) {
        boolean successSince = false;
        boolean offAndOn = false;
        long lastFailure = Long.MIN_VALUE;
        for (Signal signal : signals) {
            if (signal.kind() != SignalKind.CONNECTION_CLOSED) {
                forgetPending(signal);
            }
            if (signal.kind() == SignalKind.CONNECT_SUCCEEDED) {
                attempts += signal.count();
                opened += signal.count();
                successSince = true;
                lastSuccess = signal.atNanos();
            } else if (signal.kind() != SignalKind.CONNECTION_CLOSED) {
                attempts += signal.count();
                failures += signal.count();
                if (successSince && lastFailure != Long.MIN_VALUE) {
                    boolean another = signal.atNanos() - lastFailure > EPISODE_GAP;
                    if (another) {
                        trouble.clear();
                    }
                    offAndOn = !another;
                }
                trouble.add(signal);
                successSince = false;
                lastFailure = signal.atNanos();
            }
        }
        if (trouble.isEmpty()) {
            return;
        }
        findReason();
        typicalGap = findTypicalGap();
        onset = firstOf(timeline, only);
        long quiet = timeline.endNanos() - lastFailure;
        boolean over = successSince && !offAndOn;
        unresolved = !over && quiet <= Math.max(successSince ? 5 * S : 60 * S, 5 * typicalGap());
    }

    /** What became of a pending attempt, or how long it is pending by now, takes the place of what was known of it. */
    private void forgetPending(Signal later) {
        for (int i = trouble.size() - 1; i >= 0; i--) {
            Signal earlier = trouble.get(i);
            if (earlier.kind() == SignalKind.CONNECT_PENDING
                    && Math.abs(startOf(earlier) - startOf(later)) <= SAME_ATTEMPT) {
                trouble.remove(i);
                attempts -= earlier.count();
                failures -= earlier.count();
                return;
            }
        }
    }

    private static long startOf(Signal signal) {
        return signal.atNanos() - signal.durationNanos();
    }

    /** How long the longest attempt that never got an answer has been pending, nanoseconds; 0 where none is. */
    public long longestPending() {
        long longest = 0;
        for (Signal signal : trouble) {
            if (signal.kind() == SignalKind.CONNECT_PENDING) {
                longest = Math.max(longest, signal.durationNanos());
            }
        }
        return longest;
    }

    /** The first reason that lasted: of those that make up a third of the trouble, the one that came first. */
    private void findReason() {
        Map<ConnectFailure, Integer> counts = new EnumMap<>(ConnectFailure.class);
        for (Signal signal : trouble) {
            counts.merge(ConnectFailure.ofId(signal.v1()), signal.count(), Integer::sum);
            troubleCount += signal.count();
        }
        for (Signal signal : trouble) {
            ConnectFailure candidate = ConnectFailure.ofId(signal.v1());
            int count = counts.getOrDefault(candidate, 0);
            if (count * 3 >= troubleCount) {
                reason = candidate;
                reasonCount = count;
                return;
            }
        }
    }

    /** When the trouble began. The ring of signals may have lost its start; the first distinct errors are kept. */
    private long firstOf(Timeline timeline, boolean only) {
        Signal first = firstFailure();
        Signal kept = detailed();
        ErrorDetail words = kept == null ? null : kept.error();
        if (only && words != null && opened == 0) {
            for (ErrorDetail error : timeline.errors()) {
                if (error.sameAs(words)) {
                    return Math.min(first.atNanos(), error.atNanos());
                }
            }
        }
        return first.atNanos();
    }

    /** The JDBC target. */
    public String target() {
        return target;
    }

    /** Connections tried, and of them failed. */
    public int attempts() {
        return attempts;
    }

    public int failures() {
        return failures;
    }

    /** Connections opened. */
    public int opened() {
        return opened;
    }

    /** Everything recorded about this target, ascending by time. */
    public List<Signal> signals() {
        return signals;
    }

    /** Own connections open to it; a level holds until a connect or a close changes it. */
    public Series open() {
        Series open = new Series(Long.MAX_VALUE / 4);
        for (Signal signal : signals) {
            boolean counts =
                    signal.kind() == SignalKind.CONNECT_SUCCEEDED || signal.kind() == SignalKind.CONNECTION_CLOSED;
            open.add(signal.atNanos(), (double) (counts ? signal.v1() : signal.v3()));
        }
        return open;
    }

    /** Whether failures stand at the end: nothing shows that they are over. */
    public boolean unresolved() {
        return unresolved;
    }

    /** Failures of the last episode; empty where none ever failed. */
    public List<Signal> trouble() {
        return trouble;
    }

    /** How many failures the last episode stands for. */
    public int troubleCount() {
        return troubleCount;
    }

    /** The first reason that lasted in the last episode, or null where all are too mixed. */
    public @Nullable ConnectFailure reason() {
        return reason;
    }

    /** Share of the last episode's failures that have {@link #reason()}. */
    public double reasonShare() {
        return troubleCount == 0 ? 0 : (double) reasonCount / troubleCount;
    }

    public int reasonCount() {
        return reasonCount;
    }

    /** First failure of the last episode that has its reason. */
    public Signal firstFailure() {
        for (Signal signal : trouble) {
            if (ConnectFailure.ofId(signal.v1()) == reason) {
                return signal;
            }
        }
        return trouble.get(0);
    }

    public Signal lastFailure() {
        return trouble.get(trouble.size() - 1);
    }

    /** When the last episode began, nanoseconds since the origin; 0 where nothing failed. */
    public long onset() {
        return onset;
    }

    /** Last success before or in the episode, or {@link Long#MIN_VALUE}. */
    public long lastSuccess() {
        return lastSuccess;
    }

    /** Whether a connection was opened after the last one failed. */
    public boolean recovered() {
        return !trouble.isEmpty() && lastSuccess > lastFailure().atNanos();
    }

    /** Whether a connection was opened before the last episode of failures. */
    public boolean answeredBefore() {
        for (Signal signal : signals) {
            if (signal.atNanos() >= onset) {
                return false;
            }
            if (signal.kind() == SignalKind.CONNECT_SUCCEEDED) {
                return true;
            }
        }
        return false;
    }

    /** Median time from one failure of the episode to the next; 0 where there is only one. */
    public long typicalGap() {
        return typicalGap;
    }

    private long findTypicalGap() {
        int n = trouble.size() - 1;
        if (n < 1) {
            return 0;
        }
        long[] gaps = new long[n];
        for (int i = 0; i < n; i++) {
            gaps[i] = trouble.get(i + 1).atNanos() - trouble.get(i).atNanos();
        }
        Arrays.sort(gaps);
        return gaps[n / 2];
    }

    /** A failure of the episode's reason whose exception was kept, or null. */
    public @Nullable Signal detailed() {
        for (Signal signal : trouble) {
            if (signal.error() != null && ConnectFailure.ofId(signal.v1()) == reason) {
                return signal;
            }
        }
        return null;
    }

    /** Connections of its own the process held when the episode began, by the highest of the two counts recorded. */
    public long ownAtOnset() {
        long own = 0;
        for (Signal signal : signals) {
            if (signal == firstFailure()) {
                return Math.max(own, signal.v3());
            }
            if (signal.kind() != SignalKind.CONNECT_FAILED && signal.kind() != SignalKind.CONNECT_PENDING) {
                own = signal.v1();
            }
        }
        return own;
    }
}
