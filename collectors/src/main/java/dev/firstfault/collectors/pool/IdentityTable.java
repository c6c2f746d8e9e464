package dev.firstfault.collectors.pool;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects, by their identity; holds none of them. Looking one up takes no lock and allocates nothing;
 * adding and removing happen once in an object's life and copy where they must.
 *
 * @param <S> what is known of one
 */
final class IdentityTable<S extends IdentityTable.Slot> {

    private static final int FIRST_CAPACITY = 64;

    /** Linear probing; null ends a search. At most half full. */
    private volatile @Nullable Slot[] slots = new Slot[FIRST_CAPACITY];

    private int size;

    /** What is known of this object, or null where nothing is. */
    @Nullable
    S find(Object object) {
        return find(slots, object, System.identityHashCode(object));
    }

    @SuppressWarnings("unchecked") // only add() fills the table
    private @Nullable S find(@Nullable Slot[] table, Object object, int hash) {
        int mask = table.length - 1;
        for (int i = first(hash, mask); ; i = (i + 1) & mask) {
            Slot slot = table[i];
            if (slot == null || (slot.hash == hash && slot.get() == object)) {
                return (S) slot;
            }
        }
    }

    /** Remembers what is new; what was known already stays, and is returned. */
    synchronized S add(Object object, S made) {
        S known = find(slots, object, made.hash());
        if (known != null) {
            return known;
        }
        if (2 * (size + 1) > slots.length) {
            rebuild(2 * slots.length);
        }
        insert(slots, made);
        size++;
        return made;
    }

    /** How many objects are known, some of them gone since the last {@link #forEach}. */
    synchronized int size() {
        return size;
    }

    /** Agent's thread: visits each once, then drops those that were gone before. */
    @SuppressWarnings("unchecked") // only add() fills the table
    synchronized void forEach(Visitor<S> visitor) {
        boolean someGone = false;
        for (Slot slot : slots) {
            if (slot != null) {
                someGone |= slot.isGone(); // before the last visit, which then is complete
                visitor.visit((S) slot);
            }
        }
        if (someGone) {
            rebuild(slots.length);
        }
    }

    private void rebuild(int capacity) {
        Slot[] next = new Slot[capacity];
        int kept = 0;
        for (Slot slot : slots) {
            if (slot != null && !slot.isGone()) {
                insert(next, slot);
                kept++;
            }
        }
        slots = next;
        size = kept;
    }

    private static void insert(@Nullable Slot[] table, Slot slot) {
        int mask = table.length - 1;
        int i = first(slot.hash, mask);
        while (table[i] != null) {
            i = (i + 1) & mask;
        }
        table[i] = slot;
    }

    private static int first(int hash, int mask) {
        return (hash ^ (hash >>> 15)) & mask;
    }

    /** One object, weakly. */
    abstract static class Slot extends WeakReference<Object> {

        private final int hash;

        Slot(Object object) {
            super(object);
            this.hash = System.identityHashCode(object);
        }

        final int hash() {
            return hash;
        }

        /** Whether nothing more will be asked about it. */
        boolean isGone() {
            return get() == null;
        }
    }

    /** What is done with each. */
    interface Visitor<S> {
        void visit(S slot);
    }
}
