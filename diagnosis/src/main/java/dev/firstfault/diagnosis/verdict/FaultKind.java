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
    /** Host names resolve, and take seconds to. */
    DNS_SLOW("dns-slow"),
    /** Every answer from a host takes longer by the same time: the way to it is slow. */
    NETWORK_SLOW("network-slow"),
    /** Something on the way drops connections that were idle. */
    IDLE_RESET("idle-reset"),
    /** No local port is left to connect from. */
    PORTS_EXHAUSTED("ports-exhausted"),
    /** No file descriptor is left. */
    FILE_DESCRIPTORS("file-descriptors"),
    /** The system refuses another thread. */
    THREAD_LIMIT("thread-limit"),
    /** Threads are started and never end. */
    THREAD_LEAK("thread-leak"),
    /** The CPU limit of the container holds the process up. */
    CPU_THROTTLED("cpu-throttled"),
    /** More comes than usual, and more than can be done. */
    LOAD_SURGE("load-surge"),
    /** A service that tasks call became slow. */
    SLOW_DOWNSTREAM("slow-downstream"),
    /** Threads wait for each other's locks, for ever. */
    DEADLOCK("deadlock"),
    /** The workers of an executor wait for tasks that none of them is left to run. */
    EXECUTOR_STARVATION("executor-starvation"),
    /** Threads queue for one lock. */
    LOCK_CONTENTION("lock-contention"),
    /** Nobody takes what the process writes. */
    BLOCKED_OUTPUT("blocked-output"),
    /** The JVM stands still, and not to collect. */
    SAFEPOINT_PAUSE("safepoint-pause"),
    /** The process's own retries keep up the load that makes them fail. */
    RETRY_STORM("retry-storm"),
    /** All clients come at once after a start. */
    THUNDERING_HERD("thundering-herd"),
    /** The database takes longer than it did, for statements of every kind. */
    DB_SLOW("db-slow"),
    /** One statement, or few of many, takes longer than it did. */
    SLOW_QUERY("slow-query"),
    /** Statements wait for locks of other transactions. */
    DB_LOCK_WAIT("db-lock-wait"),
    /** A pool has fewer connections than the work needs. */
    POOL_TOO_SMALL("pool-too-small"),
    /** Connections are taken out of a pool and never given back. */
    CONNECTION_LEAK("connection-leak"),
    /** Statements wait without a limit for a peer that is silent. */
    MISSING_TIMEOUT("missing-timeout"),
    /** A statement is executed for each row of another. */
    N_PLUS_ONE("n-plus-one"),
    /** Open connections were dead when they were used. */
    STALE_CONNECTIONS("stale-connections"),
    /** The database takes no writes. */
    DB_READ_ONLY("db-read-only"),
    /** Connections are held while something else than statements is done. */
    LONG_TRANSACTION("long-transaction"),
    /** One request fails for ever. */
    POISON_REQUEST("poison-request"),
    /** The application's own time limit is shorter than the work takes. */
    TIMEOUT_TOO_SHORT("timeout-too-short"),
    /** The live set grows until the heap is full. */
    HEAP_LEAK("heap-leak"),
    /** The heap is smaller than what the process needs from the start. */
    HEAP_TOO_SMALL("heap-too-small"),
    /** One request or a few asked for more than was free. */
    LARGE_ALLOCATION("large-allocation"),
    /** The driver took all rows of a result into the heap at once. */
    RESULT_SET_BUFFERED("result-set-buffered"),
    /** One task collects results until the heap is full. */
    ACCUMULATED_RESULTS("accumulated-results"),
    /** Collections take the time that the application should have. */
    GC_THRASHING("gc-thrashing"),
    /** Classes are made again and again and never let go. */
    METASPACE_LEAK("metaspace-leak"),
    /** The application has more classes than the metaspace may hold. */
    METASPACE_TOO_SMALL("metaspace-too-small"),
    /** Direct buffers take all the memory that they may. */
    DIRECT_MEMORY("direct-memory"),
    /** The compiler has no room left for what it compiles. */
    CODE_CACHE_FULL("code-cache-full"),
    /** The host has no memory left and swaps. */
    HOST_MEMORY("host-memory"),
    /** The container's memory limit was reached. */
    CONTAINER_MEMORY("container-memory"),
    /** The process crashed in native code. */
    NATIVE_CRASH("native-crash"),
    /** A thread pool of Elasticsearch or OpenSearch has no room left in its queue. */
    ES_QUEUE_FULL("es-queue-full"),
    /** More writes are under way than a node bears. */
    ES_INDEXING_PRESSURE("es-indexing-pressure"),
    /** A circuit breaker protects the heap of a node. */
    ES_CIRCUIT_BREAKER("es-circuit-breaker"),
    /** A proxy, a gateway or a cloud service refuses requests for being too many. */
    HTTP_THROTTLED("http-throttled"),
    /** A node, or all there is, does not serve. */
    ES_NODE_DOWN("es-node-down"),
    /** An index takes no writes. */
    ES_READ_ONLY("es-read-only"),
    /** A request is larger than the server takes at once. */
    REQUEST_TOO_LARGE("request-too-large"),
    /** Elasticsearch or OpenSearch takes longer than it did. */
    ES_SLOW("es-slow"),
    /** An HTTP client has fewer connections than the work needs, or does not give them back. */
    HTTP_POOL_EXHAUSTED("http-pool-exhausted"),
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
