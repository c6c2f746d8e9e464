package dev.firstfault.blackbox;

/** One pass over a ring: which slots hold whole records, and what is wrong with the others. */
final class RingScan {

    /** Records a living process may write around the head while its file is being read. */
    private static final int LIVE_TOLERANCE = 256;

    private static final int SEQUENCE = 8;

    private final BoxBytes box;
    private final int start;
    private final int size;
    private final int capacity;
    private final BoxBytes.Content[] contents;
    private long newest;

    RingScan(BoxBytes box, RecordSeal seal, int start, int size, int capacity, int tag) {
        this.box = box;
        this.start = start;
        this.size = size;
        this.capacity = capacity;
        contents = new BoxBytes.Content[capacity];
        for (int slot = 0; slot < capacity; slot++) {
            BoxBytes.Content content = box.content(offset(slot), size, tag, seal);
            if (content == BoxBytes.Content.WHOLE) {
                long sequence = sequence(slot);
                if (sequence < 1 || (sequence - 1) % capacity != slot) {
                    content = BoxBytes.Content.DAMAGED;
                } else {
                    newest = Math.max(newest, sequence);
                }
            }
            contents[slot] = content;
        }
    }

    boolean holds(int slot) {
        return contents[slot] == BoxBytes.Content.WHOLE;
    }

    int offset(int slot) {
        return start + slot * size;
    }

    /** Whether the ring has the record with this sequence. */
    boolean holdsSequence(long sequence) {
        int slot = (int) ((sequence - 1) % capacity);
        return sequence > 0 && holds(slot) && sequence(slot) == sequence;
    }

    /** Says what is wrong. In the box of a living process, what lies around the head is being written. */
    void report(String part, boolean live, DamageLog damage) {
        int whole = 0;
        int damaged = 0;
        int missing = 0;
        long oldest = Math.max(1, newest - capacity + 1);
        for (int slot = 0; slot < capacity; slot++) {
            // The sequence that belongs here: of this lap up to the newest, of the lap before it beyond.
            long ahead = Math.floorMod(slot - newest, (long) capacity);
            long expected = newest + 1 + ahead - capacity;
            boolean tolerated = live && (ahead < LIVE_TOLERANCE || capacity - ahead <= LIVE_TOLERANCE);
            if (holds(slot)) {
                whole++;
                missing += sequence(slot) < expected && !tolerated ? 1 : 0;
            } else if (contents[slot] == BoxBytes.Content.TORN && ahead == 0) {
                if (!live) {
                    damage.note(part + ": the record after the last was being written when the process ended");
                }
            } else if (!tolerated) {
                boolean empty = contents[slot] == BoxBytes.Content.EMPTY;
                damaged += empty ? 0 : 1;
                missing += empty && expected >= oldest ? 1 : 0;
            }
        }
        damage.read(whole);
        damage.skipped(damaged, part);
        if (missing > 0) {
            damage.note(part + ": " + DamageLog.counted(missing, "record") + " missing in the sequence");
        }
    }

    private long sequence(int slot) {
        return box.getLong(offset(slot) + SEQUENCE);
    }
}
