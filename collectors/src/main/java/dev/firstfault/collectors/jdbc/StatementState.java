package dev.firstfault.collectors.jdbc;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What is known of one statement object: whose it is, and what it executes. One thread at a time uses a statement. */
final class StatementState extends WeakReference<Object> {

    private final int hash;
    private final ConnectionActivity activity;
    private final boolean prepared;
    private @Nullable StatementShape shape;

    StatementState(Object statement, int hash, ConnectionActivity activity, @Nullable StatementShape shape) {
        super(statement);
        this.hash = hash;
        this.activity = activity;
        this.prepared = shape != null;
        this.shape = shape;
    }

    int hash() {
        return hash;
    }

    ConnectionActivity activity() {
        return activity;
    }

    /** Whether it has one text for all its life. */
    boolean isPrepared() {
        return prepared;
    }

    /** What it executes, or executed last; null for one that brings its text with each execution, before the first. */
    @Nullable
    StatementShape shape() {
        return shape;
    }

    void executes(StatementShape next) {
        shape = next;
    }
}
