package dev.firstfault.collectors.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Statements by identity. Looking one up takes no lock and allocates nothing; adding and removing happen once in a
 * statement's life. Weak: what is never closed is dropped once it was collected.
 */
final class StatementTable {

    private static final int FIRST_CAPACITY = 256;

    /** Linear probing; null ends a search, a place that was given up does not. At most half full of both. */
    private volatile @Nullable StatementState[] slots = new StatementState[FIRST_CAPACITY];

    private int used;
    private int live;

    /** The state of this statement, or null where it is not known. */
    @Nullable
    StatementState find(Object statement) {
        return find(slots, statement, System.identityHashCode(statement));
    }

    private static @Nullable StatementState find(@Nullable StatementState[] table, Object statement, int hash) {
        int mask = table.length - 1;
        for (int i = slot(hash, mask); ; i = (i + 1) & mask) {
            StatementState state = table[i];
            if (state == null || (state.hash() == hash && state.get() == statement)) {
                return state;
            }
        }
    }

    /** Makes a statement known, unless it is. */
    synchronized void add(Object statement, ConnectionActivity activity, @Nullable StatementShape shape) {
        int hash = System.identityHashCode(statement);
        if (find(slots, statement, hash) != null) {
            return;
        }
        if (2 * (used + 1) > slots.length) {
            rebuild();
        }
        insert(slots, new StatementState(statement, hash, activity, shape));
        used++;
        live++;
    }

    /** Forgets a statement. */
    synchronized void remove(StatementState state) {
        if (state.get() != null) {
            state.clear(); // its place is used again at the next rebuild
            live--;
        }
    }

    /** How many are known, those included that were collected lately. */
    synchronized int size() {
        return live;
    }

    /** Agent's thread: drops those that were collected without having been closed. */
    synchronized void sweep() {
        int found = 0;
        for (StatementState state : slots) {
            if (state != null && state.get() != null) {
                found++;
            }
        }
        live = found;
    }

    private void rebuild() {
        sweep();
        int capacity = FIRST_CAPACITY;
        while (capacity < 4 * (live + 1)) {
            capacity *= 2;
        }
        StatementState[] next = new StatementState[capacity];
        used = 0;
        for (StatementState state : slots) {
            if (state != null && state.get() != null) {
                insert(next, state);
                used++;
            }
        }
        slots = next;
    }

    private static void insert(@Nullable StatementState[] table, StatementState state) {
        int mask = table.length - 1;
        int i = slot(state.hash(), mask);
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        table[i] = state;
    }

    private static int slot(int hash, int mask) {
        return (hash ^ (hash >>> 15)) & mask;
    }
}
