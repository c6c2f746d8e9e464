package dev.firstfault.signals;

/** What an executor is. The id is the one on disk. */
public enum ExecutorKind {
    /** A java.util.concurrent.ThreadPoolExecutor. */
    THREAD_POOL(1, "thread-pool"),
    /** A java.util.concurrent.ForkJoinPool. */
    FORK_JOIN(2, "fork-join"),
    /** A group of Netty event loops. */
    EVENT_LOOP(3, "event-loop"),
    /** The workers of a server, one for each client: Thrift's TThreadPoolServer. */
    SERVER(4, "server");

    private final int id;
    private final String word;

    ExecutorKind(int id, String word) {
        this.id = id;
        this.word = word;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** As it stands in labels and reports. */
    public String word() {
        return word;
    }

    /** The one with this id; {@link #THREAD_POOL} for any other number. */
    public static ExecutorKind ofId(long id) {
        for (ExecutorKind value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        return THREAD_POOL;
    }
}
