package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One executor over its life: what came, what was done, what waited, what was turned away. */
public final class ExecutorHistory {

    private static final long S = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /** A state is written again after a minute at the latest. */
    private static final long STATE_HOLDS = 62 * S;

    /** Refusals further apart than this are different matters. */
    private static final long EPISODE_GAP = 30 * S;

    private static final long STRAINED = 10 * S;

    /** What was last turned away longer ago is over. */
    private static final long LASTING = 60 * S;

    /** How long a queue must have grown before it is more than a batch that was handed over. */
    private static final long GROWING = 6 * S;

    private final Resource resource;
    private final List<Signal> states = new ArrayList<>();
    private final List<Signal> rejected = new ArrayList<>();
    private final List<Signal> refusals = new ArrayList<>();
    private final List<Signal> turnedAway = new ArrayList<>();
    private final Series arrivals = new Series(STATE_HOLDS);
    private final Series completed = new Series(STATE_HOLDS);
    private final Series active = new Series(STATE_HOLDS);
    private final Series queued = new Series(STATE_HOLDS);
    private final Series waitMillis = new Series(STATE_HOLDS);
    private @Nullable Signal opened;
    private @Nullable Signal closed;

    private ExecutorHistory(Resource resource) {
        this.resource = resource;
    }

    /** One history for each executor, in order of its first signal. */
    public static List<ExecutorHistory> of(Timeline timeline) {
        Map<Resource, ExecutorHistory> byResource = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            Resource resource = signal.resource();
            if (resource == null || !about(signal.kind())) {
                continue;
            }
            ExecutorHistory history = byResource.get(resource);
            if (history == null) {
                history = new ExecutorHistory(resource);
                byResource.put(resource, history);
            }
            history.take(signal);
        }
        List<ExecutorHistory> all = new ArrayList<>(byResource.values());
        for (ExecutorHistory history : all) {
            history.count(timeline.endNanos());
        }
        return all;
    }

    private static boolean about(SignalKind kind) {
        return kind == SignalKind.EXECUTOR_OPENED
                || kind == SignalKind.EXECUTOR_STATE
                || kind == SignalKind.TASK_REJECTED
                || kind == SignalKind.EXECUTOR_CLOSED
                || kind == SignalKind.CLIENT_TURNED_AWAY;
    }

    private void take(Signal signal) {
        if (signal.kind() == SignalKind.EXECUTOR_OPENED) {
            opened = signal;
        } else if (signal.kind() == SignalKind.EXECUTOR_STATE) {
            states.add(signal);
        } else if (signal.kind() == SignalKind.EXECUTOR_CLOSED) {
            closed = signal;
        } else if (signal.kind() == SignalKind.CLIENT_TURNED_AWAY) {
            turnedAway.add(signal);
        } else if (signal.v3() != 1 && refusal(Rejection.ofId(Signal.lower(signal.v2())))) {
            rejected.add(signal);
            if (Rejection.ofId(Signal.lower(signal.v2())) != Rejection.CALLER_RAN) {
                refusals.add(signal);
            }
        }
    }

    /** What a policy of its own or a silent one drops was meant to be: libraries do so with work that need not be done. */
    private static boolean refusal(Rejection rejection) {
        return rejection == Rejection.ABORTED || rejection == Rejection.CALLER_RAN;
    }

    private void count(long endNanos) {
        Signal before = null;
        int counted = 0;
        for (Signal state : states) {
            int refused = 0;
            for (; counted < refusals.size() && refusals.get(counted).atNanos() <= state.atNanos(); counted++) {
                refused += before == null ? 0 : refusals.get(counted).count();
            }
            long since = state.atNanos() - Math.max(S, Signal.lower(state.v3()) * MS);
            double seconds = (state.atNanos() - since) / 1e9;
            double done = Signal.upper(state.v3());
            double waiting = Signal.upper(state.v2());
            double more = before == null ? 0 : inside(state) - inside(before);
            // The first record also counts the time before the first task.
            if (Signal.lower(state.v3()) > 0 && (before != null || seconds <= 2)) {
                completed.add(since, done / seconds);
                arrivals.add(since, Math.max(0, (done + refused + more) / seconds));
                if (done > 0 || waiting == 0) {
                    waitMillis.add(since, waiting == 0 ? 0 : waiting / done * seconds * 1000);
                }
            }
            active.add(state.atNanos(), Signal.upper(state.v1()));
            queued.add(state.atNanos(), waiting);
            before = state;
        }
        if (before != null && completed.size() > 0 && endNanos > before.atNanos()) {
            // While nothing changes nothing is written: what was done goes on.
            double rate = completed.value(completed.size() - 1);
            completed.add(before.atNanos(), rate);
            double refused = 0;
            for (; counted < refusals.size(); counted++) {
                refused += refusals.get(counted).count();
            }
            arrivals.add(before.atNanos(), rate + refused * 1e9 / Math.max(S, endNanos - before.atNanos()));
        }
    }

    private static int inside(Signal state) {
        return Signal.upper(state.v1()) + Signal.upper(state.v2());
    }

    public Resource resource() {
        return resource;
    }

    public String name() {
        return resource.name();
    }

    /** What it is; a plain thread pool where its beginning was not recorded. */
    public ExecutorKind kind() {
        return ExecutorKind.ofId(opened == null ? 0 : opened.v3());
    }

    /** Room in its queue, -1 where there is no end to it or it is not known. */
    public long capacity() {
        return opened == null ? -1 : opened.v2();
    }

    /** Most threads it may have, 0 where not known. */
    public int maximum() {
        if (!states.isEmpty()) {
            return Signal.lower(last().v2());
        }
        return opened == null ? 0 : Signal.lower(opened.v1());
    }

    /** Whether it was shut down. */
    public boolean closed() {
        return closed != null;
    }

    /** Seconds with a change of state, ascending by time. */
    public List<Signal> states() {
        return states;
    }

    private Signal last() {
        return states.get(states.size() - 1);
    }

    /** Tasks that came, a second, those turned away included. */
    public Series arrivals() {
        return arrivals;
    }

    /** Tasks done, a second. */
    public Series completed() {
        return completed;
    }

    /** Threads that work. */
    public Series active() {
        return active;
    }

    /** Tasks that wait. */
    public Series queued() {
        return queued;
    }

    /** Tasks refused, or run by who brought them, while it was open; ascending by time. */
    public List<Signal> rejected() {
        return rejected;
    }

    /** Clients accepted for which no thread was free, ascending by time. */
    public List<Signal> turnedAway() {
        return turnedAway;
    }

    /** How many tasks, of a server how many clients, were turned away since a moment. */
    public int refusedSince(long nanos) {
        return countSince(kind() == ExecutorKind.SERVER ? turnedAway : refusals, nanos);
    }

    /**
     * Whether a server that has no worker for a client tries to place it again, rather than turn it away: its one thread
     * that accepts clients is then not there for others.
     */
    public boolean triesAgainSince(long nanos) {
        return kind() == ExecutorKind.SERVER && countSince(refusals, nanos) > countSince(turnedAway, nanos);
    }

    private static int countSince(List<Signal> signals, long nanos) {
        int count = 0;
        for (Signal signal : signals) {
            count += signal.atNanos() >= nanos ? signal.count() : 0;
        }
        return count;
    }

    /**
     * Since when it turns work away, three times or more, and the last time within a minute of the end; -1 where it does
     * not. What the thread that brought a task ran itself was not turned away.
     */
    public long refusingSince(long endNanos) {
        long tasks = standing(refusals, endNanos);
        long clients = standing(turnedAway, endNanos);
        return tasks < 0 || (clients >= 0 && clients < tasks) ? clients : tasks;
    }

    private static long standing(List<Signal> signals, long endNanos) {
        int i = signals.size() - 1;
        if (i < 0 || endNanos - signals.get(i).atNanos() > LASTING) {
            return -1;
        }
        int count = signals.get(i).count();
        while (i > 0 && signals.get(i).atNanos() - signals.get(i - 1).atNanos() <= EPISODE_GAP) {
            i--;
            count += signals.get(i).count();
        }
        return count < 3 ? -1 : signals.get(i).atNanos();
    }

    /**
     * Since when more came than was done, where that goes on: every thread is busy, the queue grows, is longer than ever,
     * and a task that comes now waits for a second, and five times as long as it takes; -1 where that is not so. A queue
     * that is full and holds up whoever brings work is how bounded executors are meant to be.
     */
    public long backlogSince(long endNanos) {
        long since = saturatedAt();
        if (since < 0 || endNanos - since < GROWING || queuedNow() < Math.max(20, 2 * maximum())) {
            return -1;
        }
        // A record is left out while less than a quarter changes.
        double halfway = queued.valueAt(since + (endNanos - since) / 2);
        boolean grows = queuedNow() >= 1.3 * halfway && queuedNow() >= 0.9 * queued.highest(0, endNanos);
        double wait = waitMillis.valueAt(endNanos);
        if (kind() == ExecutorKind.FORK_JOIN && Double.isNaN(wait)) {
            return -1; // its threads may well work off their own queues: only what they take from others is counted
        }
        double service = serviceMillis(since, endNanos);
        return grows && !(wait < Math.max(1000, Double.isNaN(service) ? 0 : 5 * service)) ? since : -1;
    }

    /** Whether every thread has been busy for ten seconds, and tasks wait: a little more, and it cannot keep up. */
    public boolean strained(long endNanos) {
        return saturatedAt() >= 0 && endNanos - saturatedAt() >= STRAINED && queuedNow() > 0;
    }

    /** Since when it cannot keep up, by either sign; -1 where it can. */
    public long overwhelmedSince(long endNanos) {
        long refusing = refusingSince(endNanos);
        long backlog = backlogSince(endNanos);
        return refusing < 0 || (backlog >= 0 && backlog < refusing) ? backlog : refusing;
    }

    /** Since when every thread is busy and none can be added, as the last record says; -1 where that is not so. */
    public long saturatedAt() {
        if (states.isEmpty() || closed != null || last().durationNanos() <= 0) {
            return -1;
        }
        // Only a record of another state ends it: while nothing changes, none is written.
        return Math.max(0, last().atNanos() - last().durationNanos());
    }

    /** Tasks waiting, as the last record says. */
    public int queuedNow() {
        return states.isEmpty() ? 0 : Signal.upper(last().v2());
    }

    /** Threads working, as the last record says. */
    public int activeNow() {
        return states.isEmpty() ? 0 : Signal.upper(last().v1());
    }

    /**
     * How long a task took between two moments, milliseconds, by Little's law: threads that worked, over tasks done a
     * second. NaN where nothing was done, or nothing is known, as of a fork-join pool.
     */
    public double serviceMillis(long fromNanos, long toNanos) {
        return millis(fromNanos, toNanos, 0);
    }

    /** Threads that work are counted now and then, so that a short task is seen or missed by chance: two deviations more. */
    private double serviceAtMostMillis(long fromNanos, long toNanos) {
        double seen = 0;
        int records = 0;
        for (int i = active.indexAt(fromNanos); i < active.size() && active.at(i) < toNanos; i++) {
            seen += active.value(i);
            records++;
        }
        return records == 0 ? Double.NaN : millis(fromNanos, toNanos, (2 * Math.sqrt(seen) + 2) / records);
    }

    private double millis(long fromNanos, long toNanos, double moreThreads) {
        if (kind() == ExecutorKind.FORK_JOIN) {
            return Double.NaN; // it counts the tasks that were stolen, not those that were done
        }
        double done = completed.sum(fromNanos, toNanos);
        double known = active.known(fromNanos, toNanos) / 1e9;
        double busy = active.sum(fromNanos, toNanos) + moreThreads * known;
        return done < 1 || known <= 0 ? Double.NaN : busy / done * 1000;
    }

    /**
     * Whether tasks took this many times longer from {@code splitNanos} to {@code toNanos} than before it, and 20 ms; also
     * where none was done any more, though threads worked.
     */
    public boolean tookLonger(long splitNanos, long toNanos, double times) {
        double before = serviceAtMostMillis(0, splitNanos);
        double since = serviceMillis(splitNanos, toNanos);
        if (Double.isNaN(before)) {
            return false;
        }
        if (Double.isNaN(since)) {
            return activeNow() > 0 && (toNanos - splitNanos) / 1e6 >= Math.max(5000, times * before);
        }
        return since >= times * before && since - before >= 20;
    }

    /** How long a task waited, milliseconds, by the same law; missing where tasks wait and none is done. */
    public Series waitMillis() {
        return waitMillis;
    }
}
