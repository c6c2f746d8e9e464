package dev.firstfault.signals;

import java.util.Collections;
import java.util.List;

/** What a reader could not use of a black box. */
public final class Damage {

    /** Nothing was lost. */
    public static final Damage NONE = new Damage(0, 0, Collections.emptyList());

    private final int recordsRead;
    private final int recordsSkipped;
    private final List<String> notes;

    public Damage(int recordsRead, int recordsSkipped, List<String> notes) {
        this.recordsRead = recordsRead;
        this.recordsSkipped = recordsSkipped;
        this.notes = Collections.unmodifiableList(notes);
    }

    public int recordsRead() {
        return recordsRead;
    }

    /** Records that were there and failed their check. */
    public int recordsSkipped() {
        return recordsSkipped;
    }

    /** One sentence per damaged part; empty where none is. */
    public List<String> notes() {
        return notes;
    }
}
