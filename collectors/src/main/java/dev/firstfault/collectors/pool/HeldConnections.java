package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.jdbc.ConnectionActivity;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections of one pool that are checked out now, and what is worth saying of the oldest. Agent's thread. */
final class HeldConnections {

    /** Each second, of all that became due: the stack of a thread is not for nothing. */
    private static final int REPORTS = 3;

    private static final StackTraceElement[] NO_FRAMES = {};

    private final Resource pool;
    private final SignalSink sink;
    private final @Nullable EntryState[] due = new EntryState[REPORTS];
    private final long[] dueNanos = new long[REPORTS];
    private long oldestNanos;
    private int overASecond;

    HeldConnections(Resource pool, SignalSink sink) {
        this.pool = pool;
        this.sink = sink;
    }

    /** Begins to gather. */
    void clear() {
        oldestNanos = 0;
        overASecond = 0;
        for (int i = 0; i < REPORTS; i++) {
            due[i] = null;
            dueNanos[i] = 0;
        }
    }

    /** Adds one that has been out for so long. */
    void add(EntryState entry, long heldNanos) {
        oldestNanos = Math.max(oldestNanos, heldNanos);
        int seconds = seconds(heldNanos);
        if (seconds < 1) {
            return;
        }
        overASecond++;
        if (step(seconds) <= entry.reportedSeconds()) {
            return;
        }
        EntryState moved = entry;
        long movedNanos = heldNanos;
        for (int i = 0; i < REPORTS && moved != null; i++) { // oldest first
            if (movedNanos > dueNanos[i]) {
                EntryState younger = due[i];
                long youngerNanos = dueNanos[i];
                due[i] = moved;
                dueNanos[i] = movedNanos;
                moved = younger;
                movedNanos = youngerNanos;
            }
        }
    }

    /** How long the oldest has been out, 0 where none is. */
    long oldestNanos() {
        return oldestNanos;
    }

    /** Records those that became due. */
    void report(PoolLevels levels, IdentityTable<EntryState> entries) {
        for (int i = 0; i < REPORTS; i++) {
            EntryState entry = due[i];
            int step = step(seconds(dueNanos[i]));
            if (entry != null && (step >= 10 || levels.pending() > 0)) {
                entry.reported(step);
                report(entry, dueNanos[i], levels, entries);
            }
        }
    }

    private void report(EntryState entry, long heldNanos, PoolLevels levels, IdentityTable<EntryState> entries) {
        Thread holder = entry.holder();
        if (holder == null && entry.endedName().isEmpty()) {
            return; // given back just now
        }
        StackTraceElement[] stack = holder == null ? NO_FRAMES : holder.getStackTrace();
        ConnectionActivity activity = entry.activity();
        boolean running = activity != null && activity.isRunning();
        HolderState state = holder == null
                ? HolderState.ENDED
                : HolderStack.state(holder.getState(), stack, running, holdsMore(holder, entry, entries));
        int doing = activity == null || !activity.isObserved() ? 2 : running ? 1 : 0;
        sink.record(
                SignalKind.POOL_HELD,
                pool,
                heldNanos,
                Signal.pack(activity == null ? 0 : activity.statements(), doing),
                levels.pendingAndMaximum(),
                Signal.pack(overASecond, state.id()),
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "holding",
                        "a connection for " + seconds(heldNanos) + " s",
                        null,
                        0,
                        holder == null ? entry.endedName() : holder.getName(),
                        ErrorText.frames(stack)));
    }

    private static boolean holdsMore(Thread holder, EntryState entry, IdentityTable<EntryState> entries) {
        boolean[] found = {false};
        entries.forEach(new IdentityTable.Visitor<EntryState>() {
            @Override
            public void visit(EntryState other) {
                found[0] |= other.isNewerHoldOf(holder, entry);
            }
        });
        return found[0];
    }

    private static int seconds(long nanos) {
        return (int) Math.min(TimeUnit.NANOSECONDS.toSeconds(nanos), Integer.MAX_VALUE);
    }

    /** The greatest of 1, 2, 5, 10, 20, 50, ... that is not above. */
    private static int step(int seconds) {
        int step = 0;
        for (long decade = 1; decade <= seconds; decade *= 10) {
            step = (int) (5 * decade <= seconds ? 5 * decade : 2 * decade <= seconds ? 2 * decade : decade);
        }
        return step;
    }
}
