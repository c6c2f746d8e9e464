package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.verdict.MomentRole;

/** A moment of the story on the picture: its number is that of the line below. Immutable. */
final class Mark {

    private final int number;
    private final long atNanos;
    private final MomentRole role;

    Mark(int number, long atNanos, MomentRole role) {
        this.number = number;
        this.atNanos = atNanos;
        this.role = role;
    }

    int number() {
        return number;
    }

    long atNanos() {
        return atNanos;
    }

    MomentRole role() {
        return role;
    }
}
