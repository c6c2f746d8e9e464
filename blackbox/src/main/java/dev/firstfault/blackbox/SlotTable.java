package dev.firstfault.blackbox;

import org.jspecify.annotations.Nullable;

/**
 * Distinct values with ids from 1, never removed: the memory of a write-once area. Looking up a known value takes no
 * lock and allocates nothing. A plain scan, because a process knows a handful of them; a plain array, because {@code
 * AtomicReferenceArray} brings method handles into the start of the JVM.
 */
final class SlotTable<T> {

    private final @Nullable Object[] values;
    /** Written after the value it counts. */
    private volatile int size;

    /** How many are in the file already; changed under the writer's file lock. */
    private volatile int stored;

    SlotTable(int capacity) {
        values = new @Nullable Object[capacity];
    }

    /** The id of the value, a new one if it was unknown; 0 if there is no room. */
    int idOf(T value) {
        int id = find(value);
        return id != 0 || size == values.length ? id : add(value);
    }

    /** The id of the value, or 0 where it is unknown. */
    int find(T value) {
        int known = size;
        for (int i = 0; i < known; i++) {
            if (value.equals(values[i])) {
                return i + 1;
            }
        }
        return 0;
    }

    private synchronized int add(T value) {
        int id = find(value);
        if (id == 0 && size < values.length) {
            id = size + 1;
            values[id - 1] = value;
            size = id;
        }
        return id;
    }

    /** The value with this id, as {@link #idOf} gave it. */
    @SuppressWarnings({"unchecked", "NullAway"}) // only what add() put in lies below size
    T get(int id) {
        return (T) values[id - 1];
    }

    /** The lowest id that is not in the file yet, or 0. */
    int nextToStore() {
        return stored < size ? stored + 1 : 0;
    }

    /** What {@link #nextToStore()} named is in the file. */
    void stored() {
        int before = stored;
        stored = before + 1;
    }

    int storedCount() {
        return stored;
    }
}
