package dev.firstfault.blackbox;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values with ids from 1, never removed: the memory of a write-once area. Lock-free; looking up a known value
 * allocates nothing. A plain scan, because a process knows a handful of them.
 */
final class SlotTable<T> {

    private final AtomicReferenceArray<T> slots;

    /** How many are in the file already; guarded by the writer's file lock. */
    private int stored;

    SlotTable(int capacity) {
        slots = new AtomicReferenceArray<>(capacity);
    }

    /** The id of the value, a new one if it was unknown; 0 if there is no room. */
    int idOf(T value) {
        for (int i = 0; i < slots.length(); i++) {
            T present = slots.get(i);
            if (present == null) {
                if (slots.compareAndSet(i, null, value)) {
                    return i + 1;
                }
                present = slots.get(i);
            }
            if (present.equals(value)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The first value that is not in the file yet, or null. */
    @Nullable
    T nextToStore() {
        return stored < slots.length() ? slots.get(stored) : null;
    }

    /** The id of {@link #nextToStore()}. */
    int nextId() {
        return stored + 1;
    }

    /** The value of {@link #nextToStore()} is in the file. */
    void stored() {
        stored++;
    }
}
