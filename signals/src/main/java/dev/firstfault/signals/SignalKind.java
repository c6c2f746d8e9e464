package dev.firstfault.signals;

/**
 * What a {@link Signal} is about. The id is the one on disk: never changed, never given again.
 *
 * <p>Each kind says what its resource is and what {@code v1}, {@code v2}, {@code v3} hold; unnamed values are 0.
 */
public enum SignalKind {
    /** The agent started. v1: 0 with the JVM, 1 attached later. */
    STARTED(1),
    /**
     * The orderly shutdown sequence began. v1: {@link StopCause#id()}; v2: exit status, or -1 where unknown. Error: the
     * frames that called exit, where they were found and {@link #EXIT_CALLED} was not hooked.
     */
    STOPPING(2),
    /** {@code Runtime.exit} was called. v1: status. Error: the calling frames. */
    EXIT_CALLED(3),
    /** {@code Runtime.halt} was called. v1: status. Error: the calling frames. */
    HALT_CALLED(4),
    /** A thread died of an exception. Resource: the thread. v1: 1 if it was the main thread. Error: what it died of. */
    UNCAUGHT(5),
    /** A hooked type came without the hooked method. Resource: probe and method. */
    UNHOOKED(6),
    /** A part of the agent switched itself off. Resource: the part. Error: why. */
    DEGRADED(7),

    /**
     * An {@code OutOfMemoryError} was made that a thread may catch and live on: for a native thread, a direct buffer, the
     * length of an array, or by a library; those for the heap and the metaspace are never seen. v1: how many so far, told
     * when they have doubled. Error: its message, and who asked.
     */
    MEMORY_REFUSED(8),

    /** A driver opened a connection. Resource: JDBC target. Duration: connect time. v1: own connections open to it now. */
    CONNECT_SUCCEEDED(10),
    /**
     * A driver could not connect. Resource: JDBC target. Duration: connect time. v1: {@link ConnectFailure#id()}; v2:
     * kilobytes that the thread has allocated in its life, 0 where unknown, &lt;&lt; 32 | vendor code; v3: own connections
     * open to the target now. Error: the exception.
     */
    CONNECT_FAILED(11),
    /**
     * A driver has been connecting for ten seconds, and for each ten more, without an answer. Resource: JDBC target.
     * Duration: so far. v1, v3: as {@link #CONNECT_FAILED}. Error: where the thread waits.
     */
    CONNECT_PENDING(13),
    /** A physical connection was closed. Resource: JDBC target. v1: own connections open to it now. */
    CONNECTION_CLOSED(12),

    /** A pool was constructed. Resource: pool. v1: maximum size; v2: minimum idle; v3: id of its JDBC target, or 0. */
    POOL_OPENED(20),
    /** A pool was shut down. Resource: pool. */
    POOL_CLOSED(21),
    /**
     * A pool's state over the last second, written when it changed. Resource: pool. Duration: longest wait that ended.
     * v1: active &lt;&lt; 32 | idle; v2: pending &lt;&lt; 32 | maximum; v3: checkouts that ended &lt;&lt; 32 | longest
     * hold that ended, milliseconds.
     */
    POOL_STATE(22),
    /** A checkout timed out. Resource: pool. Duration: the wait. v1, v2: as {@link #POOL_STATE}. Error: the exception. */
    ACQUIRE_TIMED_OUT(23),
    /** The constructor of a pool began; where no {@link #POOL_OPENED} follows, it failed. Resource: pool. */
    POOL_OPENING(24),
    /**
     * A connection has been checked out for 10, 20, 50, 100, ... seconds; for 1, 2 or 5 only while somebody waits for one.
     * Resource: pool. Duration: so far. v1: statements executed since the checkout &lt;&lt; 32 | 1 while one of them runs, 0
     * between them, 2 where statements are not seen; v2: as {@link #POOL_STATE}; v3: connections of the pool held for
     * longer than a second &lt;&lt; 32 | state of the thread that checked it out: {@link HolderState#id()}. Error: where
     * that thread is now.
     */
    POOL_HELD(25),
    /** A pool threw its connections away because its server failed. Resource: pool. v1: connections it had. */
    POOL_CLEARED(26),

    /**
     * The statements of one target over the last second. Resource: JDBC target. Duration: longest that ended. v1: ended
     * &lt;&lt; 32 | of them failed; v2: sum of their times, milliseconds &lt;&lt; 32 | in flight now; v3: age of the
     * oldest in flight, milliseconds &lt;&lt; 32 | how many of those ended took more than ten times, and 100 ms above, what
     * their shape usually takes. Left out while nothing changes by a quarter, for ten seconds at most.
     */
    STATEMENTS(30),
    /**
     * One shape of statements over the last five seconds; of each target those that took the most time, ten at most.
     * Resource: statement. Duration: longest that ended. v1: ended &lt;&lt; 32 | of them failed; v2: sum of their times,
     * milliseconds &lt;&lt; 32 | most rows that one of them returned; v3: id of the JDBC target &lt;&lt; 32 | usual time,
     * microseconds. Left out as {@link #STATEMENTS}, for a minute at most; with 0 ended where more than five were told of and
     * none came.
     */
    STATEMENT_SHAPE(31),
    /**
     * A statement failed. Resource: JDBC target. Duration: how long it ran. v1: {@link StatementFailure#id()}; v2: vendor
     * code &lt;&lt; 32 | its time limit, milliseconds, 0 where none was set; v3: id of the statement &lt;&lt; 32 | how long
     * its connection had been idle before, milliseconds. Error: the exception.
     */
    STATEMENT_FAILED(32),
    /**
     * A statement has been running for 1, 2, 5, 10, 20, 50, ... seconds. Resource: JDBC target. Duration: so far. v1: its
     * time limit, milliseconds, 0 where none was set; v2: the connection's, likewise, -1 where not known; v3: id of the
     * statement &lt;&lt; 32 | in flight to the target now. Error: where its thread is now.
     */
    STATEMENT_PENDING(33),
    /**
     * What was executed within the checkouts that ended over the last second; without a pool, within the connections'
     * lives. What goes on for more than ten seconds counts as ended, and begins anew. Resource: JDBC target. Duration: time spent in statements by the busiest. v1: checkouts &lt;&lt; 32 |
     * statements in all of them; v2: statements in the busiest &lt;&lt; 32 | how often it executed its commonest shape; v3:
     * id of that statement &lt;&lt; 32 | time of the busiest checkout, milliseconds. Left out as {@link #STATEMENTS}.
     * Error: where the busiest executed it.
     */
    CHECKOUTS(34),

    /**
     * A thread has been waiting for 10, 20, 50, 100, ... seconds with no limit to it. Resource: thread, its family. Duration:
     * so far. v1: {@link WaitKind#id()}; v2: threads that wait alike, here, now; v3: id of the executor that it works
     * for, or 0. Error: what waits, from the frame that called.
     */
    WAIT_PENDING(40),
    /**
     * Threads wait for each other's locks; told again after 1, 2, 5, 10, ... seconds. Resource: thread, the family of one of
     * them. Duration: so far, since it was found. v1: how many. Error: who waits for whom, and where.
     */
    DEADLOCK(41),
    /**
     * Threads have been blocked on one lock, in most scans. Resource: lock. Duration: since the first such scan. v1:
     * blocked now &lt;&lt; 32 | live threads; v2: state of the owner, {@link HolderState#id()}. Error: where its owner is.
     */
    LOCK_CONTENDED(42),
    /** Threads of one family became more by a quarter, and ten. Resource: thread, its family. v1: now; v2: all threads. */
    THREAD_FAMILY(43),
    /**
     * Virtual threads parked for 20 ms or more without leaving their carriers, since the last such record; told at most every
     * ten seconds. Duration: longest that ended. v1: how many ended; v2: how many are parked so now. Error: where one was.
     */
    PINNED(44),

    /**
     * An executor was first seen. Resource: executor. v1: core &lt;&lt; 32 | maximum threads; v2: capacity of its queue,
     * -1 where unbounded; v3: {@link ExecutorKind#id()}.
     */
    EXECUTOR_OPENED(50),
    /**
     * An executor's state over the last second. Resource: executor. Duration: how long it has been saturated: every thread
     * busy, and none to be added. v1: active &lt;&lt; 32 | threads; v2: queued &lt;&lt; 32 | maximum threads, of a
     * fork-join pool its parallelism; v3: tasks completed since the last record, of a fork-join pool those stolen, &lt;&lt; 32
     * | milliseconds since the last record. Left out as {@link #STATEMENTS}, for a minute at most.
     */
    EXECUTOR_STATE(51),
    /**
     * An executor turned a task away. Resource: executor. v1: active &lt;&lt; 32 | maximum threads; v2: queued &lt;&lt; 32 |
     * {@link Rejection#id()}; v3: 1 where it was shut down already. Error: who submitted.
     */
    TASK_REJECTED(52),
    /** An executor was shut down. Resource: executor. */
    EXECUTOR_CLOSED(53),
    /** A server accepted a client and had no thread for it. Resource: executor. v1: active; v2: maximum. */
    CLIENT_TURNED_AWAY(54),

    /**
     * A host name took a second or more to resolve, or did not. Resource: host. Duration: so long. v1: 1 if it failed. Error:
     * the exception.
     */
    NAME_RESOLVED(60),

    /**
     * A memory pool outside the heap that has a limit is three quarters full or more. Told when that changed by a fiftieth of
     * the limit, when it is over, and twice a minute while it is all but full. Resource: memory pool. v1: bytes in use, of the
     * metaspace and its parts those committed, which the limit is on; v2: limit, bytes; v3: time spent compiling since start,
     * milliseconds, -1 where unknown.
     */
    MEMORY_POOL(70),
    /**
     * Collections leave a third of the heap or more, and more than at the last such record by a fiftieth of it: which
     * thread allocated most since the look before. Resource: thread, its family. Duration: since that look. v1: bytes that
     * it allocated; v2: bytes that all threads did; v3: its id &lt;&lt; 32 | megabytes that it has allocated in its life.
     * Error: where it was.
     */
    ALLOCATION(71),
    /**
     * A class histogram, taken once, when collections left three quarters of the heap. Duration: how long it took, the
     * application standing still. v1: bytes of all objects, garbage included; v2: objects; v3: classes of the JDK that were loaded to take it. Error: the classes that took most,
     * a line each: bytes, objects, class. More of them are in {@link ProcessInfo#HEAP_CLASSES}.
     */
    HEAP_CLASSES(72),
    /**
     * The metaspace is three quarters full or, without a limit, the classes became twice as many: which name most of the
     * classes share, digits aside. Told again when they became more by a quarter. v1: classes; v2: loaders; v3: classes of
     * that name. Error: the name, as its message.
     */
    CLASS_NAMES(73),

    /**
     * The flight recorder was started, and tells what it sees. Duration: how long that took. v3: classes of the JDK that were
     * loaded meanwhile. Error: the directory of its recording, as its message.
     */
    FLIGHT_RECORDER(80),
    /**
     * The flight recorder saw a thread take 16 MB or more, and a twentieth of the heap, for an array; the most of a second, told
     * again of the same place when it became more by a quarter, or after a minute. Resource: thread, its family. v1: bytes; v2: 1
     * where it asked for them at once and they had to be collected first, 0 where it took them since its sample before.
     * Error: the array's class and where.
     */
    LARGE_ALLOCATION(81),
    /**
     * Where most was allocated over the last ten seconds, by the flight recorder's samples. Left out while that is the same
     * place with the same share but for a quarter, for a minute at most. Resource: thread, its family. v1: bytes allocated
     * there; v2: bytes of all samples; v3: samples. Error: class and place of the sample with the most.
     */
    ALLOCATION_SITE(82),
    /**
     * The flight recorder saw objects that could not be promoted or evacuated, a concurrent collection that came too late, or
     * a thread that waited for memory. At most one a second. Duration: of the event. v1: bytes asked for, 0 where unknown.
     * Error: name of the event, and where the thread was.
     */
    COLLECTOR_TROUBLE(83),
    /**
     * The flight recorder saw the JVM take 200 ms or more to stop its threads, or work for so long while they stood still, other
     * than to collect. At most one a second. Duration: so long. v1: 1 to stop them, 0 at work. Error: what the JVM did, and
     * for whom.
     */
    STANDSTILL(84),

    /**
     * The exchanges of one HTTP target, a request and its answer each, over the last second. Resource: HTTP target.
     * Duration: longest that ended. v1: ended &lt;&lt; 32 | of them without an answer; v2: sum of their times,
     * milliseconds &lt;&lt; 32 | in flight now; v3: age of the oldest in flight, milliseconds &lt;&lt; 32 | how many of
     * those ended took more than ten times, and 100 ms above, what an exchange with the target usually takes. Left out as
     * {@link #STATEMENTS}.
     */
    HTTP_EXCHANGES(90),
    /**
     * A server, or a proxy before it, refused or failed requests or parts of them in one way. Resource: HTTP target. Duration: of
     * {@code Retry-After}, the longest, 0 where none was sent. v1: {@link HttpError#id()} &lt;&lt; 32 | {@link
     * FailureLevel#id()}; v2: how many since the last such record &lt;&lt; 32 | milliseconds since it, of the first one and the
     * first after a pause since the second before; v3: status of the last
     * such answer &lt;&lt; 32 | how many of that level there were in the answers that held them, failed or not. Told once a second
     * while that changes by a quarter, else after ten: the sum over all records is what happened. With 0 when there
     * were some a second ago and are none now.
     */
    HTTP_REJECTED(91),
    /**
     * What a server said of its thread pool when it refused something, the last of a second. Resource: server pool. Duration: 0.
     * v1: capacity of its queue &lt;&lt; 32 | tasks queued, each -1 where not named; v2: threads &lt;&lt; 32 | active, likewise;
     * v3: tasks completed since the node started, -1 where not named. Left out as {@link #STATEMENTS}.
     */
    SERVER_QUEUE(92),
    /**
     * What a server said of a limit on memory when it refused something, the largest of a second: a circuit breaker's or the
     * indexing pressure's. Resource: server limit. v1: bytes that would have been held, or were; v2: bytes that may be; v3: bytes of
     * the operation; each -1 where not named. Left out as {@link #STATEMENTS}.
     */
    SERVER_LIMIT(93),
    /**
     * An exchange ended without an answer. Resource: HTTP target. Duration: how long it took. v1: {@link HttpFailure#id()}; v2: in
     * flight to the target &lt;&lt; 32 | connections of its client in use, -1 where not known; v3: the client's limit of
     * them for the target, -1 where not known. Error: the exception.
     */
    HTTP_FAILED(94),
    /**
     * The bulks of one target that ended since the last such record. Resource: HTTP target. Duration: since the last such record. v1:
     * bulks brought by the application &lt;&lt; 32 | of them taken whole at the first attempt; v2: attempts that repeated one
     * &lt;&lt; 32 | documents given up for good; v3: documents refused in an attempt &lt;&lt; 32 | time waited before
     * attempts, milliseconds. Told as {@link #HTTP_REJECTED}.
     */
    BULK_ATTEMPTS(95),
    /**
     * What a node answered about one of its thread pools when it was asked ({@code es.poll}). Resource: server pool, {@code
     * http://host:port node/write}. v1: active &lt;&lt; 32 | threads; v2: queued &lt;&lt; 32 | capacity of the queue; v3: tasks refused
     * since the last such record &lt;&lt; 32 | milliseconds since it; each -1 where not known. Told when it refused some, and when what
     * is queued changes by a quarter: the sum over all records is what was refused since it is asked.
     */
    SERVER_POOL(96),
    /**
     * What a node answered about the bytes of writes that it has under way. Resource: server limit, {@code http://host:port node
     * pressure}. v1: bytes held; v2: bytes that may be; v3: writes refused since the last such record &lt;&lt; 32 | milliseconds since
     * it. Told when it refused some, and when more than half is held and that changes by a quarter.
     */
    SERVER_PRESSURE(97),
    /**
     * What a node answered about one of its circuit breakers. Resource: server limit, {@code http://host:port node breaker parent}. v1:
     * bytes counted; v2: bytes at which it trips; v3: trips since the last such record &lt;&lt; 32 | milliseconds since it. Told as
     * {@link #SERVER_PRESSURE}.
     */
    SERVER_BREAKER(98),
    /**
     * The connections that an HTTP client keeps, over the last second. Resource: HTTP target. Duration: longest wait for one that ended.
     * v1: leased &lt;&lt; 32 | kept and free; v2: waiting &lt;&lt; 32 | most that may be leased. Left out as {@link
     * #STATEMENTS}.
     */
    HTTP_POOL(100);

    private static final SignalKind[] BY_ID = new SignalKind[256];

    static {
        for (SignalKind kind : values()) {
            BY_ID[kind.id] = kind;
        }
    }

    private final int id;

    SignalKind(int id) {
        this.id = id;
    }

    /** The number on disk, 1 to 255. */
    public int id() {
        return id;
    }

    /** The kind with this id, or null where a newer version wrote it. */
    public static @org.jspecify.annotations.Nullable SignalKind ofId(int id) {
        return id < 0 || id >= BY_ID.length ? null : BY_ID[id];
    }
}
