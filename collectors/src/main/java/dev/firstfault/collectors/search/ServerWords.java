package dev.firstfault.collectors.search;

import static dev.firstfault.collectors.search.WordTable.ascii;
import static dev.firstfault.collectors.search.WordTable.first;
import static dev.firstfault.collectors.search.WordTable.isAt;
import static dev.firstfault.collectors.search.WordTable.last;
import static dev.firstfault.collectors.search.WordTable.number;

import dev.firstfault.signals.HttpError;

/**
 * Takes numbers, and names of fixed lists, from the sentences that servers give as reasons. Looks at the first {@link TextWindow#HEAD} and
 * the last {@link TextWindow#TAIL} bytes of one, whatever its length, and keeps nothing else: Elasticsearch 6.8 puts the document there.
 */
final class ServerWords {

    /** Pools of Elasticsearch 2 to 9 and of OpenSearch 1 to 3, as {@code _cat/thread_pool} lists them; the first is for any other. */
    static final WordTable POOLS = new WordTable(
            "other",
            "write",
            "bulk",
            "index",
            "search",
            "get",
            "analyze",
            "generic",
            "listener",
            "flush",
            "refresh",
            "warmer",
            "management",
            "snapshot",
            "snapshot_meta",
            "force_merge",
            "fetch_shard_started",
            "fetch_shard_store",
            "search_throttled",
            "search_coordination",
            "search_worker",
            "index_searcher",
            "write_coordination",
            "system_read",
            "system_write",
            "system_write_coordination",
            "system_critical_read",
            "system_critical_write",
            "auto_complete",
            "cluster_coordination",
            "esql_worker",
            "suggest",
            "percolate",
            "translog_transfer",
            "translog_sync",
            "remote_purge",
            "remote_refresh_retry",
            "remote_recovery",
            "remote_state_read");

    /** Breakers of Elasticsearch 2 to 9 and OpenSearch ({@code inflight_requests} from 8.x on); the first is for any other. */
    static final WordTable BREAKERS = new WordTable(
            "other",
            "parent",
            "request",
            "fielddata",
            "in_flight_requests",
            "inflight_requests",
            "accounting",
            "model_inference",
            "eql_sequence");

    static final int OTHER = 0;

    private static final byte[] REJECTED = ascii("rejected execution of ");

    /** In the order of {@link WriteStage} in {@link AnswerFindings}. */
    private static final byte[][] OPERATIONS = {
        ascii("coordinating operation ["), ascii("primary operation ["), ascii("replica operation [")
    };

    private static final byte[] EXECUTOR = ascii("ThreadPoolExecutor[");
    private static final byte[] ON = ascii(" on ");
    private static final byte[] NAME = ascii("name = ");
    private static final byte[] QUEUE_CAPACITY = ascii(", queue capacity = ");
    private static final byte[] POOL_SIZE = ascii(", pool size = ");
    private static final byte[] ACTIVE_THREADS = ascii(", active threads = ");
    private static final byte[] QUEUED_TASKS = ascii(", queued tasks = ");
    private static final byte[] COMPLETED_TASKS = ascii(", completed tasks = ");

    private static final byte[] HELD = ascii("coordinating_and_primary_bytes");
    private static final byte[] REPLICA = ascii("replica_bytes");
    private static final byte[] OPERATION = ascii("operation_bytes");
    private static final byte[] MAX = ascii("max_");

    private static final byte[] TOO_LARGE = ascii("] Data too large");
    private static final byte[] WOULD_BE = ascii(" would be [");
    private static final byte[] LIMIT_OF = ascii("limit of [");

    private static final byte[] BLOCKED_BY = ascii("blocked by: [");

    private static final byte[] NESTED = ascii("nested: ");
    private static final byte[] OLD_REJECTED = ascii("EsRejectedExecutionException[");
    private static final byte[] OLD_CAPACITY = ascii("rejected execution (queue capacity ");
    private static final byte[] OLD_BREAKER = ascii("CircuitBreakingException[");
    private static final byte[] OLD_BLOCK = ascii("ClusterBlockException[");

    private final AnswerFindings findings;
    private final PoolNumbers numbers = new PoolNumbers();
    private final KnownSentences known = new KnownSentences();
    private int cursor;

    ServerWords(AnswerFindings findings) {
        this.findings = findings;
    }

    /** Begins an answer. */
    void begin() {
        known.clear();
    }

    /**
     * The reason of a rejected execution: a full queue or too many bytes of writes, which have the same type. Returns from where on it
     * means something: where the sentence about the queue begins.
     */
    int ofRejection(byte[] text, int from, int to, Failure failure) {
        int low = Math.max(from, to - TextWindow.TAIL);
        int sentence = known.find(text, low, to);
        if (sentence >= 0) {
            failure.saw(HttpError.THREAD_POOL);
            failure.pool(known.pool(sentence));
            return to - known.length(sentence);
        }
        if (isAt(REJECTED, text, from, to)) {
            int at = from + REJECTED.length;
            for (int stage = 0; stage < OPERATIONS.length; stage++) {
                if (isAt(OPERATIONS[stage], text, at, to)) {
                    failure.saw(HttpError.INDEXING_PRESSURE);
                    failure.stage(stage);
                    pressure(text, at + OPERATIONS[stage].length, headEnd(from, to), findings.pressureAt(stage));
                    return from;
                }
            }
        }
        return Math.max(queue(text, low, to, failure), from);
    }

    /**
     * {@code coordinating_and_primary_bytes=0, replica_bytes=0, all_bytes=0, coordinating_operation_bytes=14438,
     * max_coordinating_bytes=4096]}: Elasticsearch 7.17 and 8.19. OpenSearch says it of the shard and of the node, after {@code shard_} and
     * {@code node_} (exercism/website#7223).
     */
    private static void pressure(byte[] text, int from, int to, PressureRejections told) {
        int word = from;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (b == ' ' || b == '[' || b == ',') {
                word = at + 1;
            } else if (b == '=' && at + 1 < to) {
                long bytes = number(text, at + 1, to);
                if (bytes >= 0) {
                    pressureNumber(text, word, at, bytes, told);
                }
            }
        }
    }

    private static void pressureNumber(byte[] text, int from, int to, long bytes, PressureRejections told) {
        if (first(MAX, text, from, to) >= 0) {
            told.limit(bytes);
        } else if (endsWith(OPERATION, text, from, to)) {
            told.operation(bytes);
        } else if (endsWith(HELD, text, from, to)) {
            told.held(bytes);
        } else if (endsWith(REPLICA, text, from, to)) {
            told.replica(bytes);
        }
    }

    private static boolean endsWith(byte[] word, byte[] text, int from, int to) {
        return to - word.length >= from && isAt(word, text, to - word.length, to);
    }

    /**
     * {@code ... on EsThreadPoolExecutor[name = es7/write, queue capacity = 1, org...EsThreadPoolExecutor@42[Running, pool size = 1, active
     * threads = 1, queued tasks = 1, completed tasks = 438]]}; {@code [bulk, queue capacity} up to Elasticsearch 5.6. The last one counts:
     * what stands before may be a document. Returns where it begins, -1 if there is none.
     */
    private int queue(byte[] text, int low, int to, Failure failure) {
        int inner = -1;
        for (int at = to - 1; at >= low + EXECUTOR.length; at--) {
            if (text[at] == '[') {
                int start = at + 1 - EXECUTOR.length;
                if (isAt(EXECUTOR, text, start, to)) {
                    int sentence = on(text, low, start);
                    int pool = sentence < 0 ? -1 : executor(text, at + 1, inner < 0 ? to : inner, to);
                    if (pool < 0) {
                        return -1;
                    }
                    known.add(text, sentence, to, pool);
                    failure.saw(HttpError.THREAD_POOL);
                    failure.pool(pool);
                    return sentence;
                }
                inner = at;
            }
        }
        return -1;
    }

    /** Where {@code  on } stands, with nothing but the rest of a class name between it and {@code at}; -1 if it does not. */
    private static int on(byte[] text, int low, int at) {
        int start = at;
        while (start > low && text[start - 1] > ' ' && text[start - 1] != '[') {
            start--;
        }
        start -= ON.length;
        return start >= low && isAt(ON, text, start, at) ? start : -1;
    }

    /** Its pool; -1 if it has no queue. */
    private int executor(byte[] text, int from, int inner, int to) {
        int start = isAt(NAME, text, from, to) ? from + NAME.length : from;
        int end = first(QUEUE_CAPACITY, text, start, inner);
        if (end < 0) {
            return -1;
        }
        for (int at = start; at < end; at++) {
            start = text[at] == '/' ? at + 1 : start;
        }
        numbers.clear();
        numbers.queueCapacity = number(text, end + QUEUE_CAPACITY.length, to);
        if (numbers.queueCapacity < 0) {
            return -1;
        }
        cursor = inner;
        while (cursor < to && text[cursor] != ',') { // the state of the executor: [Running
            cursor++;
        }
        numbers.poolSize = next(POOL_SIZE, text, to);
        numbers.activeThreads = next(ACTIVE_THREADS, text, to);
        numbers.queuedTasks = next(QUEUED_TASKS, text, to);
        numbers.completedTasks = next(COMPLETED_TASKS, text, to);
        return findings.saw(Math.max(POOLS.find(text, start, end), OTHER), numbers);
    }

    /** The number behind {@code word} at the cursor, which goes behind it; -1 if the word is not there. */
    private long next(byte[] word, byte[] text, int to) {
        if (!isAt(word, text, cursor, to)) {
            return -1;
        }
        cursor += word.length;
        long number = 0;
        while (cursor < to && text[cursor] >= '0' && text[cursor] <= '9') {
            number = WordTable.appended(number, text[cursor]);
            cursor++;
        }
        return number;
    }

    /**
     * {@code [parent] Data too large, data for [<http_request>] would be [268337348/255.9mb], which is larger than the limit of
     * [1024/1kb], ...}; {@code would be larger than limit of [} in Elasticsearch 2.4. The data's name may be the application's: the last
     * limit counts.
     */
    void ofBreaker(byte[] text, int from, int to, Failure failure) {
        int end = from < to && text[from] == '[' ? first(TOO_LARGE, text, from, headEnd(from, to)) : -1;
        int breaker = end < 0 ? OTHER : Math.max(BREAKERS.find(text, from + 1, end), OTHER);
        failure.breaker(breaker);
        int low = Math.max(from, to - TextWindow.TAIL);
        int limit = last(LIMIT_OF, text, low, to);
        if (limit >= 0) {
            BreakerTrips told = findings.breakerAt(breaker);
            told.limit(number(text, limit + LIMIT_OF.length, to));
            int wanted = limit;
            while (wanted > low && text[wanted - 1] != '[') {
                wanted--;
            }
            if (wanted - WOULD_BE.length >= low && isAt(WOULD_BE, text, wanted - WOULD_BE.length, limit)) {
                told.wanted(number(text, wanted, limit));
            }
        }
    }

    /**
     * {@code index [orders] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];}, {@code TOO_MANY_REQUESTS/12/} since 7.8.
     * The numbers: 5 index read-only, 6 cluster read-only, 8 index without writes, 12 and 13 the same, deletion allowed.
     */
    void ofBlock(byte[] text, int from, int to, Failure failure) {
        int end = headEnd(from, to);
        int at = first(BLOCKED_BY, text, from, end);
        if (at < 0) {
            return;
        }
        while (at < end && text[at] != '/') {
            at++;
        }
        long block = number(text, at + 1, end);
        if (block == 5 || block == 6 || block == 8 || block == 12 || block == 13) {
            failure.saw(HttpError.READ_ONLY);
        }
    }

    /**
     * An error that is a text, as Elasticsearch 1 gave it: {@code RemoteTransportException[...]; nested:
     * EsRejectedExecutionException[rejected execution (queue capacity 50) on ...]} (elasticsearch-net#427, Elasticsearch-Exporter#84).
     */
    void ofOldError(byte[] text, int from, int to, Failure failure) {
        int end = headEnd(from, to);
        int at = from;
        while (at >= 0) {
            oldException(text, at, end, failure);
            int nested = first(NESTED, text, at, end);
            at = nested < 0 ? -1 : nested + NESTED.length;
        }
    }

    private void oldException(byte[] text, int at, int to, Failure failure) {
        if (isAt(OLD_REJECTED, text, at, to)) {
            failure.sawInText(HttpError.REJECTED);
            int said = at + OLD_REJECTED.length;
            if (isAt(OLD_CAPACITY, text, said, to)) {
                failure.sawInText(HttpError.THREAD_POOL);
                numbers.clear();
                numbers.queueCapacity = number(text, said + OLD_CAPACITY.length, to);
                failure.pool(findings.saw(OTHER, numbers));
            }
        } else if (isAt(OLD_BREAKER, text, at, to)) {
            failure.sawInText(HttpError.CIRCUIT_BREAKER);
            ofBreaker(text, at + OLD_BREAKER.length, to, failure);
        } else if (isAt(OLD_BLOCK, text, at, to)) {
            failure.sawBlock();
            ofBlock(text, at + OLD_BLOCK.length, to, failure);
        }
    }

    private static int headEnd(int from, int to) {
        return Math.min(to, from + TextWindow.HEAD);
    }
}
