package dev.firstfault.diagnosis.verdict;

/** What can go wrong first. The words are stable: labels, reports and alerts rely on them. */
public enum FaultKind {
    /** The database has no connection left, and not because of this process. */
    DB_CONNECTION_LIMIT("db-connection-limit"),
    /** This process itself took the database's connections and did not give them back. */
    OWN_CONNECTION_EXHAUSTION("own-connection-exhaustion"),
    /** The database does not accept the user, the password or the way of access. */
    DB_LOGIN_REFUSED("db-login-refused"),
    /** Nobody listens where the database should be, or it is not ready to serve. */
    DB_DOWN("db-down"),
    /** The database's address does not answer. */
    DB_UNREACHABLE("db-unreachable"),
    /** A host name does not resolve. */
    DNS_FAILURE("dns-failure"),
    /** The TLS handshake fails. */
    TLS_FAILURE("tls-failure"),
    /** No local port is left to connect from. */
    PORTS_EXHAUSTED("ports-exhausted"),
    /** No file descriptor is left. */
    FILE_DESCRIPTORS("file-descriptors"),
    /** The system refuses another thread. */
    THREAD_LIMIT("thread-limit"),
    /** The live set grows until the heap is full. */
    HEAP_LEAK("heap-leak"),
    /** The heap is smaller than what the process needs from the start. */
    HEAP_TOO_SMALL("heap-too-small"),
    /** One request or a few asked for more than was free. */
    LARGE_ALLOCATION("large-allocation"),
    /** A task collects results until the heap is full. Named as a hypothesis only. */
    ACCUMULATED_RESULTS("accumulated-results"),
    /** Collections take the time that the application should have. */
    GC_THRASHING("gc-thrashing"),
    /** The container's memory limit was reached. */
    CONTAINER_MEMORY("container-memory"),
    /** The process crashed in native code. */
    NATIVE_CRASH("native-crash"),
    /** Something went wrong; what, the evidence does not say. */
    UNKNOWN("unknown");

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    /** The word of reports and labels. */
    public String word() {
        return word;
    }
}
