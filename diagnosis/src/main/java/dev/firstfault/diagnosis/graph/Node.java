package dev.firstfault.diagnosis.graph;

import java.util.EnumSet;
import java.util.Set;

/** Something that can be the case in a process: a cause that a rule finds, or a symptom that the evidence shows. */
public enum Node {
    SERVER_FULL("db-connection-limit", NodeRole.EXOGENOUS),
    OWN_CONNECTIONS("own-connection-exhaustion", NodeRole.CAUSE),
    LOGIN_REFUSED("db-login-refused", NodeRole.EXOGENOUS),
    SERVER_DOWN("db-down", NodeRole.EXOGENOUS),
    SERVER_SILENT("db-unreachable", NodeRole.EXOGENOUS),
    NAME_UNRESOLVED("dns-failure", NodeRole.EXOGENOUS),
    HANDSHAKE_FAILED("tls-failure", NodeRole.EXOGENOUS),
    LOCAL_LIMIT("local-limit", NodeRole.CAUSE),
    LEAK("heap-leak", NodeRole.CAUSE),
    HEAP_SMALL("heap-too-small", NodeRole.CAUSE),
    LARGE_REQUEST("large-allocation", NodeRole.CAUSE),
    ACCUMULATION("accumulated-results", NodeRole.CAUSE),
    THRASHING("gc-thrashing", NodeRole.CAUSE),
    METASPACE_LEAK("metaspace-leak", NodeRole.CAUSE),
    METASPACE_SMALL("metaspace-too-small", NodeRole.CAUSE),
    DIRECT_FULL("direct-memory", NodeRole.CAUSE),
    CODE_CACHE_FULL("code-cache-full", NodeRole.CAUSE),
    HOST_FULL("host-memory", NodeRole.EXOGENOUS),
    CONTAINER_FULL("container-memory", NodeRole.EXOGENOUS),
    CRASH("native-crash", NodeRole.CAUSE),
    DATABASE_SLOW("db-slow", NodeRole.EXOGENOUS),
    QUERY_SLOW("slow-query", NodeRole.EXOGENOUS),
    LOCK_WAIT("db-lock-wait", NodeRole.EXOGENOUS),
    READ_ONLY("db-read-only", NodeRole.EXOGENOUS),
    STALE_CONNECTIONS("stale-connections", NodeRole.EXOGENOUS),
    PEER_SILENT("missing-timeout", NodeRole.EXOGENOUS),
    TIMEOUT_SHORT("timeout-too-short", NodeRole.CAUSE),
    POISON_REQUEST("poison-request", NodeRole.CAUSE),
    QUERY_PER_ROW("n-plus-one", NodeRole.CAUSE),
    RESULT_BUFFERED("result-set-buffered", NodeRole.CAUSE),
    CONNECTION_LEAK("connection-leak", NodeRole.CAUSE),
    LONG_TRANSACTION("long-transaction", NodeRole.CAUSE),
    POOL_SMALL("pool-too-small", NodeRole.CAUSE),
    LOAD_SURGE("load-surge", NodeRole.EXOGENOUS),
    DEPENDENCY_SLOW("slow-downstream", NodeRole.EXOGENOUS),
    NAME_SLOW("dns-slow", NodeRole.EXOGENOUS),
    NETWORK_SLOW("network-slow", NodeRole.EXOGENOUS),
    IDLE_RESET("idle-reset", NodeRole.EXOGENOUS),
    HERD("thundering-herd", NodeRole.EXOGENOUS),
    CPU_THROTTLED("cpu-throttled", NodeRole.EXOGENOUS),
    OUTPUT_BLOCKED("blocked-output", NodeRole.EXOGENOUS),
    DEADLOCK("deadlock", NodeRole.CAUSE),
    STARVATION("executor-starvation", NodeRole.CAUSE),
    LOCK_CONTENTION("lock-contention", NodeRole.CAUSE),
    SAFEPOINT("safepoint-pause", NodeRole.CAUSE),
    THREAD_LEAK("thread-leak", NodeRole.CAUSE),
    RETRY_STORM("retry-storm", NodeRole.CAUSE),
    SERVER_SLOW("es-slow", NodeRole.EXOGENOUS),
    QUEUE_FULL("es-queue-full", NodeRole.EXOGENOUS),
    PRESSURE_FULL("es-indexing-pressure", NodeRole.EXOGENOUS),
    BREAKER_OPEN("es-circuit-breaker", NodeRole.EXOGENOUS),
    THROTTLED("http-throttled", NodeRole.EXOGENOUS),
    INDEX_READ_ONLY("es-read-only", NodeRole.EXOGENOUS),
    BODY_TOO_LARGE("request-too-large", NodeRole.CAUSE),
    NODE_DOWN("es-node-down", NodeRole.EXOGENOUS),
    HTTP_POOL_SMALL("http-pool-exhausted", NodeRole.CAUSE),
    RETRIES("retries", NodeRole.SYMPTOM),
    POOL_SHORT("pool-undersized", NodeRole.SYMPTOM),
    ACQUIRE_TIMEOUTS("acquire-timeouts", NodeRole.SYMPTOM),
    STATEMENT_ERRORS("statement-errors", NodeRole.SYMPTOM),
    LONG_HOLDS("long-holds", NodeRole.SYMPTOM),
    POOL_PENDING("pool-pending", NodeRole.SYMPTOM),
    EXECUTOR_FULL("executor-saturated", NodeRole.SYMPTOM),
    QUEUE_GROWTH("queue-growth", NodeRole.SYMPTOM),
    TASKS_REJECTED("tasks-rejected", NodeRole.SYMPTOM),
    QUEUED_HEAP("queued-memory", NodeRole.SYMPTOM),
    HTTP_RETRIES("http-retries", NodeRole.SYMPTOM),
    DOCUMENTS_LOST("documents-lost", NodeRole.SYMPTOM),
    HTTP_PENDING("http-pool-pending", NodeRole.SYMPTOM),
    BACKLOG_HEAP("backlog-memory", NodeRole.SYMPTOM),
    HEAP_GROWTH("heap-growth", NodeRole.SYMPTOM),
    GC_PRESSURE("gc-pressure", NodeRole.SYMPTOM),
    OUT_OF_MEMORY("out-of-memory", NodeRole.SYMPTOM),
    UNCAUGHT("uncaught-exception", NodeRole.SYMPTOM),
    EXIT("process-exit", NodeRole.SYMPTOM),
    CONTAINER_KILL("container-kill", NodeRole.SYMPTOM),
    CRASH_END("crash", NodeRole.SYMPTOM);

    private static final Set<Node> CONNECT_FAULTS = EnumSet.range(SERVER_FULL, LOCAL_LIMIT);
    private static final Set<Node> HEAP_FAULTS = EnumSet.range(LEAK, THRASHING);
    private static final Set<Node> HOLDING_FAULTS = EnumSet.of(
            DEADLOCK,
            STARVATION,
            PEER_SILENT,
            OUTPUT_BLOCKED,
            LOCK_CONTENTION,
            LOCAL_LIMIT,
            THREAD_LEAK,
            HTTP_POOL_SMALL);
    private static final Set<Node> OUTSIDE_HEAP_FAULTS = EnumSet.of(METASPACE_LEAK, METASPACE_SMALL, DIRECT_FULL);
    private static final Set<Node> STATEMENT_FAULTS = EnumSet.range(DATABASE_SLOW, POOL_SMALL);
    private static final Set<Node> HTTP_FAULTS = EnumSet.range(SERVER_SLOW, HTTP_POOL_SMALL);
    private static final Set<Node> REFUSALS = EnumSet.range(QUEUE_FULL, BODY_TOO_LARGE);

    private final String word;
    private final NodeRole role;

    Node(String word, NodeRole role) {
        this.word = word;
        this.role = role;
    }

    /** The stable word of reports. */
    public String word() {
        return word;
    }

    public NodeRole role() {
        return role;
    }

    /** Whether this is a failure to connect. */
    public boolean connectFault() {
        return CONNECT_FAULTS.contains(this);
    }

    /** Whether this is a fault of the heap. */
    public boolean heapFault() {
        return HEAP_FAULTS.contains(this);
    }

    /** Whether threads that meet this may never go on: a process that stands still can do so of this. */
    public boolean holdsThreads() {
        return HOLDING_FAULTS.contains(this);
    }

    /** Whether the JVM or the system refuses what it leads to, and the process may live on without. */
    public boolean outsideHeapFault() {
        return OUTSIDE_HEAP_FAULTS.contains(this);
    }

    /** Whether this is a fault of statements, or of the pool that they run through. */
    public boolean statementFault() {
        return STATEMENT_FAULTS.contains(this);
    }

    /** Whether this is a fault of a server that is spoken to over HTTP, or of the client's connections to it. */
    public boolean httpFault() {
        return HTTP_FAULTS.contains(this);
    }

    /** Whether a server, or a proxy before it, refuses what it is sent. */
    public boolean refusal() {
        return REFUSALS.contains(this);
    }
}
