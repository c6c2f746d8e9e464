package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.AgeSteps;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ConnectionActivity;
import dev.firstfault.collectors.thread.HolderStates;
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

    /** From here on a hold is told also where nobody waits. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

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
        long step = AgeSteps.reached(heldNanos);
        if (step == 0) {
            return;
        }
        overASecond++;
        if (step <= entry.reportedNanos()) {
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
            long step = AgeSteps.reached(dueNanos[i]);
            if (entry != null && (step >= LONG_NANOS || levels.pending() > 0)) {
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
        HolderState state = HolderState.ENDED;
        if (holder != null) {
            state = running
                    ? HolderState.IN_STATEMENT
                    : holdsMore(holder, entry, entries)
                            ? HolderState.ELSEWHERE
                            : HolderStates.of(holder.getState(), stack);
        }
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
                        "a connection for " + TimeUnit.NANOSECONDS.toSeconds(heldNanos) + " s: " + state.word(),
                        null,
                        0,
                        holder == null ? entry.endedName() : holder.getName(),
                        StackLines.ofWaiting(stack)));
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
}
