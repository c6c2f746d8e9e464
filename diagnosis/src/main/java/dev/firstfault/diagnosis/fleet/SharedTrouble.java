package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.verdict.Confidence;
import org.jspecify.annotations.Nullable;

/** Processes that use one server and got into trouble with it together, and whose load came before. Immutable. */
public final class SharedTrouble {

    private final String server;
    private final int processes;
    private final int users;
    private final long sinceMillis;
    private final @Nullable ProcessDigest neighbour;
    private final long loadMillis;
    private final Confidence confidence;
    private final String summary;

    SharedTrouble(
            String server,
            int processes,
            int users,
            long sinceMillis,
            @Nullable ProcessDigest neighbour,
            long loadMillis,
            Confidence confidence,
            String summary) {
        this.server = server;
        this.processes = processes;
        this.users = users;
        this.sinceMillis = sinceMillis;
        this.neighbour = neighbour;
        this.loadMillis = loadMillis;
        this.confidence = confidence;
        this.summary = summary;
    }

    /** Host and port of the server. */
    public String server() {
        return server;
    }

    /** How many got into trouble, the neighbour not counted. */
    public int processes() {
        return processes;
    }

    /** How many use the server. */
    public int users() {
        return users;
    }

    /** When the trouble began, milliseconds since the epoch. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** The process whose load rose before the others' trouble; null where it was none, or is not clear. */
    public @Nullable ProcessDigest neighbour() {
        return neighbour;
    }

    /** When its load rose, milliseconds since the epoch; -1 where there is no neighbour. */
    public long loadMillis() {
        return loadMillis;
    }

    /** {@link Confidence#NONE} where there is no neighbour. */
    public Confidence confidence() {
        return confidence;
    }

    /** One or two plain sentences; why nobody is named, where nobody is. */
    public String summary() {
        return summary;
    }
}
