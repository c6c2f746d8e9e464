package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One lock that threads were blocked on in scan after scan. */
public final class ContentionHistory {

    private static final long S = 1_000_000_000L;

    /** Between episodes: a lock that nobody was blocked on for as long was free. */
    private static final long EPISODE_GAP = 60 * S;

    /** How late a scan may be. */
    private static final long LATE = 10 * S;

    private final String lock;
    private final List<Signal> signals = new ArrayList<>();

    private ContentionHistory(String lock) {
        this.lock = lock;
    }

    /** One history for each lock, of its last episode, in order of its first record. */
    public static List<ContentionHistory> of(Timeline timeline) {
        Map<Object, ContentionHistory> byLock = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            Resource resource = signal.resource();
            if (signal.kind() != SignalKind.LOCK_CONTENDED || resource == null) {
                continue;
            }
            ContentionHistory history = byLock.get(resource);
            if (history == null) {
                history = new ContentionHistory(resource.name());
                byLock.put(resource, history);
            }
            if (!history.signals.isEmpty()
                    && signal.atNanos()
                                    - signal.durationNanos()
                                    - history.last().atNanos()
                            > EPISODE_GAP) {
                history.signals.clear();
            }
            history.signals.add(signal);
        }
        return new ArrayList<>(byLock.values());
    }

    private Signal last() {
        return signals.get(signals.size() - 1);
    }

    /** Class of the lock's object. */
    public String lock() {
        return lock;
    }

    /** When the first scan of the episode saw threads blocked, nanoseconds since the origin. */
    public long onset() {
        Signal first = signals.get(0);
        return Math.max(0, first.atNanos() - first.durationNanos());
    }

    /** Whether it goes on at the end, as far as records can tell: the next one, at a further age, is not overdue. */
    public boolean pending(long endNanos) {
        long age = last().durationNanos();
        return endNanos <= last().atNanos() - age + WaitHistory.nextAge(age) + LATE;
    }

    /** How long threads are known to have been blocked on it, nanoseconds. */
    public long knownNanos() {
        return last().atNanos() - onset();
    }

    /** Most threads that were blocked at once. */
    public int mostBlocked() {
        int most = 0;
        for (Signal signal : signals) {
            most = Math.max(most, Signal.upper(signal.v1()));
        }
        return most;
    }

    /** Live threads, as last recorded. */
    public int threads() {
        return Signal.lower(last().v1());
    }

    /** What owners did, as often as recorded: whether most of the records say so. */
    public boolean ownerMostly(HolderState state) {
        int count = 0;
        for (Signal signal : signals) {
            count += HolderState.ofId(signal.v2()) == state ? 1 : 0;
        }
        return count * 2 > signals.size();
    }

    /** Where the owner was; empty where it was not kept. */
    public String frames() {
        for (Signal signal : signals) {
            if (signal.error() != null) {
                return signal.error().frames();
            }
        }
        return "";
    }
}
