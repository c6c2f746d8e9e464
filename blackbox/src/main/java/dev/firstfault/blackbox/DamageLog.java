package dev.firstfault.blackbox;

import dev.firstfault.signals.Damage;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a reading could and could not use. */
final class DamageLog {

    private final List<String> notes = new ArrayList<>();
    private int read;
    private int skipped;

    void read(int records) {
        read += records;
    }

    /** Records that failed their check, with the note that says so; none if there are none. */
    void skipped(int records, String part) {
        if (records > 0) {
            skipped += records;
            notes.add(part + ": " + counted(records, "damaged record") + " skipped");
        }
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** A note that begins with a number, if that is not 0. */
    void note(int number, String what, String sentence) {
        if (number > 0) {
            notes.add(counted(number, what) + ' ' + sentence);
        }
    }

    void dropped(long signals) {
        if (signals > 0) {
            notes.add(counted(signals, "signal") + " dropped while recording");
        }
    }

    Damage damage() {
        return notes.isEmpty() && read == 0 && skipped == 0 ? Damage.NONE : new Damage(read, skipped, notes);
    }

    static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
