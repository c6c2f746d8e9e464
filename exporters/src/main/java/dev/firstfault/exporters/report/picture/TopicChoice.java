package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which rows a picture has: those that show what the verdict is about, then what is worth a look in any process. */
final class TopicChoice {

    /** More rows would not fit on one screen together with the verdict. */
    private static final int MOST = 4;

    /** With fewer, what is worth a look anyway fills up. */
    private static final int ENOUGH = 3;

    private static final Topic[] ANYWAY = {
        Topic.HEAP, Topic.STATEMENT_TIMES, Topic.POOL, Topic.EXECUTOR, Topic.CPU, Topic.THREADS, Topic.COLLECTIONS
    };

    private TopicChoice() {}

    static List<Track> of(Verdict verdict, Sources sources) {
        List<Track> rows = new ArrayList<>();
        Set<Topic> seen = EnumSet.noneOf(Topic.class);
        boolean outOfMemory = verdict.ending().kind() == EndingKind.OOM_EXIT
                || verdict.ending().kind() == EndingKind.OOM_CRASH;
        List<Topic> wanted = wanted(verdict);
        if (outOfMemory && !wanted.contains(Topic.HEAP)) {
            wanted.add(Math.min(2, wanted.size()), Topic.HEAP);
        }
        add(rows, seen, wanted, sources, MOST);
        add(rows, seen, java.util.Arrays.asList(ANYWAY), sources, ENOUGH);
        return rows;
    }

    private static void add(List<Track> rows, Set<Topic> seen, Collection<Topic> topics, Sources sources, int most) {
        for (Topic topic : topics) {
            Track row = rows.size() < most && seen.add(topic) ? topic.row(sources) : null;
            if (row != null && row.tells(sources.window())) {
                rows.add(row);
            }
        }
    }

    private static List<Topic> wanted(Verdict verdict) {
        List<Topic> wanted = new ArrayList<>();
        Fault fault = verdict.firstFault();
        if (fault != null && fault.kind() != FaultKind.UNKNOWN) {
            wanted.addAll(shownBy(fault.kind()));
        } else if (fault != null) {
            // Half of the room for each of what it may be.
            for (Hypothesis hypothesis : verdict.hypotheses()) {
                List<Topic> shown = shownBy(hypothesis.kind());
                wanted.addAll(shown.subList(0, Math.min(2, shown.size())));
            }
        }
        return wanted;
    }

    private static List<Topic> shownBy(FaultKind kind) {
        switch (kind) {
            case OWN_CONNECTION_EXHAUSTION:
                return topics(Topic.CONNECTIONS, Topic.CONNECTS, Topic.POOL, Topic.HEAP);
            case DB_CONNECTION_LIMIT:
            case DB_LOGIN_REFUSED:
            case DB_DOWN:
            case DB_UNREACHABLE:
            case TLS_FAILURE:
            case PORTS_EXHAUSTED:
                return topics(Topic.CONNECTS, Topic.POOL, Topic.CONNECTIONS, Topic.HEAP);
            case DNS_FAILURE:
            case DNS_SLOW:
                return topics(Topic.NAMES, Topic.CONNECTS, Topic.POOL);
            case IDLE_RESET:
            case STALE_CONNECTIONS:
                return topics(Topic.STATEMENT_RATE, Topic.CONNECTS, Topic.POOL, Topic.CONNECTIONS);
            case FILE_DESCRIPTORS:
                return topics(Topic.OPEN_FILES, Topic.CONNECTIONS, Topic.THREADS);
            case THREAD_LIMIT:
            case THREAD_LEAK:
            case DEADLOCK:
            case LOCK_CONTENTION:
            case BLOCKED_OUTPUT:
                return topics(Topic.THREADS, Topic.EXECUTOR, Topic.TASKS, Topic.CPU);
            case CPU_THROTTLED:
                return topics(Topic.CPU, Topic.LATENESS, Topic.EXECUTOR);
            case SAFEPOINT_PAUSE:
                return topics(Topic.LATENESS, Topic.CPU, Topic.THREADS);
            case LOAD_SURGE:
            case THUNDERING_HERD:
                return topics(Topic.TASKS, Topic.EXECUTOR, Topic.POOL, Topic.STATEMENT_TIMES);
            case SLOW_DOWNSTREAM:
            case EXECUTOR_STARVATION:
                return topics(Topic.EXECUTOR, Topic.TASKS, Topic.THREADS, Topic.STATEMENT_TIMES);
            case MISSING_TIMEOUT:
            case DB_LOCK_WAIT:
                return topics(Topic.STATEMENTS_IN_FLIGHT, Topic.STATEMENT_TIMES, Topic.POOL, Topic.STATEMENT_RATE);
            case DB_SLOW:
            case SLOW_QUERY:
            case NETWORK_SLOW:
            case TIMEOUT_TOO_SHORT:
                return topics(Topic.STATEMENT_TIMES, Topic.STATEMENT_RATE, Topic.POOL, Topic.EXECUTOR);
            case RETRY_STORM:
            case N_PLUS_ONE:
            case DB_READ_ONLY:
            case POISON_REQUEST:
                return topics(Topic.STATEMENT_RATE, Topic.STATEMENT_TIMES, Topic.POOL, Topic.TASKS);
            case POOL_TOO_SMALL:
            case CONNECTION_LEAK:
            case LONG_TRANSACTION:
                return topics(Topic.POOL, Topic.STATEMENT_RATE, Topic.STATEMENT_TIMES, Topic.EXECUTOR);
            case RESULT_SET_BUFFERED:
                return topics(Topic.HEAP, Topic.STATEMENTS_IN_FLIGHT, Topic.COLLECTIONS, Topic.STATEMENT_TIMES);
            case HEAP_LEAK:
            case HEAP_TOO_SMALL:
            case LARGE_ALLOCATION:
            case ACCUMULATED_RESULTS:
            case GC_THRASHING:
                return topics(Topic.HEAP, Topic.COLLECTIONS, Topic.EXECUTOR, Topic.STATEMENT_RATE);
            case METASPACE_LEAK:
            case METASPACE_TOO_SMALL:
                return topics(Topic.METASPACE, Topic.CLASSES, Topic.HEAP, Topic.COLLECTIONS);
            case DIRECT_MEMORY:
                return topics(Topic.DIRECT_BUFFERS, Topic.MEMORY, Topic.HEAP);
            case CODE_CACHE_FULL:
                return topics(Topic.NEAR_ITS_LIMIT, Topic.CPU, Topic.CLASSES);
            case HOST_MEMORY:
                return topics(Topic.HOST_MEMORY, Topic.MEMORY, Topic.LATENESS, Topic.HEAP);
            case CONTAINER_MEMORY:
                return topics(Topic.MEMORY, Topic.HEAP, Topic.THREADS);
            default:
                return topics();
        }
    }

    private static List<Topic> topics(Topic... topics) {
        return Arrays.asList(topics);
    }
}
