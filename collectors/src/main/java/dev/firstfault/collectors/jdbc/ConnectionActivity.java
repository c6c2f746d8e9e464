package dev.firstfault.collectors.jdbc;

/**
 * What one physical connection is doing, by the statements executed on it.
 *
 * <p><b>Assumptions:</b> one thread at a time uses a connection, and hands it on with a happens-before. <b>Guarantees:</b>
 * so plain fields lose nothing; the agent's thread may see them a moment late. <b>Progress:</b> wait-free.
 */
public final class ConnectionActivity {

    private int statements;
    private boolean running;

    /** A pool hands the connection out. Hot. */
    public void checkedOut() {
        statements = 0;
    }

    /** The connection comes back to its pool. Hot. */
    public void returned() {}

    /** Statements executed since the checkout. */
    public int statements() {
        return statements;
    }

    /** Whether a statement is running on it now. */
    public boolean isRunning() {
        return running;
    }
}
