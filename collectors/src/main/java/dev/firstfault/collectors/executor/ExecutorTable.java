package dev.firstfault.collectors.executor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The executors that are followed, by identity. Looking one up takes no lock and allocates nothing. */
final class ExecutorTable {

    /** A process that has more is leaking them, or they are idle; those at work are preferred. */
    static final int MAX_FOLLOWED = 200;

    /** An executor that has done nothing for so long makes room for a new one. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    private volatile ExecutorState[] states = {};

    ExecutorState[] states() {
        return states;
    }

    @Nullable
    ExecutorState find(Object executor) {
        int hash = System.identityHashCode(executor);
        for (ExecutorState state : states) {
            if (state.isOf(executor, hash)) {
                return state;
            }
        }
        return null;
    }

    /** Adds one; where there is no room, in place of {@link #victim}, which the caller has taken leave of. */
    synchronized void add(ExecutorState state) {
        ExecutorState[] grown = Arrays.copyOf(states, states.length + 1);
        grown[states.length] = state;
        states = grown;
    }

    synchronized void remove(ExecutorState state) {
        ExecutorState[] old = states;
        for (int i = 0; i < old.length; i++) {
            if (old[i] == state) {
                ExecutorState[] shrunk = new ExecutorState[old.length - 1];
                System.arraycopy(old, 0, shrunk, 0, i);
                System.arraycopy(old, i + 1, shrunk, i, shrunk.length - i);
                states = shrunk;
                return;
            }
        }
    }

    boolean isFull() {
        return states.length >= MAX_FOLLOWED;
    }

    boolean isHalfFull() {
        return states.length >= SeriesTable.MAX_SERIES / 2;
    }

    /** The one that can best be done without, or null where all are at work. */
    @Nullable
    ExecutorState victim(long nowNanos) {
        ExecutorState best = null;
        long longest = IDLE_NANOS;
        for (ExecutorState state : states) {
            long idle = state.idleNanos(nowNanos);
            if (idle > longest) {
                longest = idle;
                best = state;
            }
        }
        return best;
    }
}
