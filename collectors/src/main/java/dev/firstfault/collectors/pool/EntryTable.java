package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/**
 * Pooled connections by identity. Looking one up takes no lock and allocates nothing; adding and removing happen once in
 * a connection's life and copy where they must.
 */
final class EntryTable {

    private static final int FIRST_CAPACITY = 64;

    /** Linear probing; null ends a search. At most half full. */
    private volatile @Nullable EntryState[] slots = new EntryState[FIRST_CAPACITY];

    private int size;

    /** The state of this entry, or null where it is not known. */
    @Nullable
    EntryState find(Object entry) {
        return find(slots, entry, System.identityHashCode(entry));
    }

    private static @Nullable EntryState find(@Nullable EntryState[] table, Object entry, int hash) {
        int mask = table.length - 1;
        for (int i = slot(hash, mask); ; i = (i + 1) & mask) {
            EntryState state = table[i];
            if (state == null || (state.hash() == hash && state.get() == entry)) {
                return state;
            }
        }
    }

    /** The state of this entry, made now where it was not known. */
    synchronized EntryState add(Object entry, PoolState pool) {
        int hash = System.identityHashCode(entry);
        EntryState known = find(slots, entry, hash);
        if (known != null) {
            return known;
        }
        EntryState made = new EntryState(entry, hash, pool);
        if (2 * (size + 1) > slots.length) {
            rebuild(2 * slots.length);
        }
        insert(slots, made);
        size++;
        return made;
    }

    /** Agent's thread: folds every entry into its pool, and drops those that are gone. */
    synchronized void fold(int endingSecond) {
        boolean someGone = false;
        for (EntryState state : slots) {
            if (state != null) {
                someGone |= state.isGone(); // before the last fold, which then is complete
                state.fold(endingSecond);
            }
        }
        if (someGone) {
            rebuild(slots.length);
        }
    }

    private void rebuild(int capacity) {
        EntryState[] next = new EntryState[capacity];
        int kept = 0;
        for (EntryState state : slots) {
            if (state != null && !state.isGone()) {
                insert(next, state);
                kept++;
            }
        }
        slots = next;
        size = kept;
    }

    private static void insert(@Nullable EntryState[] table, EntryState state) {
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
