package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingClassifier;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.onset.AllocationHistory;
import dev.firstfault.diagnosis.onset.BacklogLink;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ContentionHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.Exhaustion;
import dev.firstfault.diagnosis.onset.GrowthLink;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.LoadHistory;
import dev.firstfault.diagnosis.onset.LostTime;
import dev.firstfault.diagnosis.onset.NameHistory;
import dev.firstfault.diagnosis.onset.OutsideHeap;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.Pools;
import dev.firstfault.diagnosis.onset.ServiceTimes;
import dev.firstfault.diagnosis.onset.Standstill;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.onset.ThreadHistory;
import dev.firstfault.diagnosis.onset.WaitHistory;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of one process that rules and edges are judged on. */
public final class Evidence {

    private static final long S = 1_000_000_000L;

    /** Collections that take this share of the time are no longer in passing. */
    private static final double PRESSURE = 0.2;

    private final Timeline timeline;
    private final Witness witness;
    private final HeapHistory heap;
    private final Exhaustion exhaustion;
    private final List<ConnectHistory> connects;
    private final Pools pools;
    private final List<StatementHistory> statements;
    private final List<HttpHistory> http;
    private final List<ExecutorHistory> executors;
    private final List<WaitHistory> waits;
    private final List<ContentionHistory> contentions;
    private final ThreadHistory threads;
    private final OutsideHeap outsideHeap;
    private final AllocationHistory allocations;
    private final List<NameHistory> names;
    private final LoadHistory load;
    private final Ending ending;
    private final Map<String, GrowthLink> links = new HashMap<>();
    private final Map<String, ServiceTimes> times = new HashMap<>();
    private final Map<String, BacklogLink> backlogs = new HashMap<>();
    private @Nullable Signal uncaught;
    private long pressureAt = -2;

    public Evidence(Timeline timeline, Witness witness) {
        this.timeline = timeline;
        this.witness = witness;
        heap = HeapHistory.of(timeline);
        exhaustion = Exhaustion.of(heap, timeline.endNanos());
        connects = ConnectHistory.of(timeline);
        pools = Pools.of(timeline);
        statements = StatementHistory.of(timeline);
        http = HttpHistory.of(timeline);
        executors = ExecutorHistory.of(timeline);
        waits = WaitHistory.of(timeline);
        contentions = ContentionHistory.of(timeline);
        threads = ThreadHistory.of(timeline);
        outsideHeap = OutsideHeap.of(timeline);
        allocations = AllocationHistory.of(timeline);
        names = NameHistory.of(timeline);
        load = LoadHistory.of(executors, pools, timeline.endNanos());
        ending = EndingClassifier.classify(
                timeline,
                witness,
                heap,
                exhaustion,
                timeline.alive() ? Standstill.of(timeline, heap, threads, executors, waits) : null);
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.UNCAUGHT && (uncaught == null || signal.v1() == 1)) {
                uncaught = signal;
            }
        }
    }

    public Timeline timeline() {
        return timeline;
    }

    public Witness witness() {
        return witness;
    }

    public HeapHistory heap() {
        return heap;
    }

    public Exhaustion exhaustion() {
        return exhaustion;
    }

    /** One history for each JDBC target. */
    public List<ConnectHistory> connects() {
        return connects;
    }

    public Pools pools() {
        return pools;
    }

    /** The pools that a subject hangs together with: its own, its database's, or all. */
    public List<PoolHistory> poolsOf(Subject subject) {
        PoolHistory own = subject.pool();
        return own == null ? pools.of(subject.database()) : Collections.singletonList(own);
    }

    /** One history for each JDBC target. */
    public List<StatementHistory> statements() {
        return statements;
    }

    /** The statements of one target, or null where none was seen. */
    public @Nullable StatementHistory statementsOf(String target) {
        for (StatementHistory history : statements) {
            if (history.target().equals(target)) {
                return history;
            }
        }
        return null;
    }

    /** One history for each HTTP target. */
    public List<HttpHistory> http() {
        return http;
    }

    /** How long the statements of a target take, beside what they took before. */
    public ServiceTimes times(StatementHistory history) {
        ServiceTimes known = times.get(history.target());
        if (known == null) {
            known = ServiceTimes.of(history, endNanos());
            times.put(history.target(), known);
        }
        return known;
    }

    /** Whether samples show that the process itself lost no time worth mentioning between two moments. */
    public boolean unhindered(long fromNanos, long toNanos) {
        return heap.last(FrameField.GC_MILLIS) != Frame.UNKNOWN
                && !lostTime(fromNanos, toNanos).notable();
    }

    /** The connects to one target, or null where none was seen. */
    public @Nullable ConnectHistory connectsOf(String target) {
        for (ConnectHistory history : connects) {
            if (history.target().equals(target)) {
                return history;
            }
        }
        return null;
    }

    /** One history for each executor. */
    public List<ExecutorHistory> executors() {
        return executors;
    }

    /** The executor that a value of a signal refers to by this id, or null. */
    public @Nullable ExecutorHistory executor(long id) {
        Resource resource = timeline.resource(id);
        for (ExecutorHistory executor : executors) {
            if (executor.resource().equals(resource)) {
                return executor;
            }
        }
        return null;
    }

    /** Waits without a limit. */
    public List<WaitHistory> waits() {
        return waits;
    }

    /** One history for each lock that threads were blocked on for long. */
    public List<ContentionHistory> contentions() {
        return contentions;
    }

    public ThreadHistory threads() {
        return threads;
    }

    /** Who allocated while the heap filled. */
    public AllocationHistory allocations() {
        return allocations;
    }

    public OutsideHeap outsideHeap() {
        return outsideHeap;
    }

    /** One history for each host name that took long to resolve. */
    public List<NameHistory> names() {
        return names;
    }

    /** How much the process was asked to do. */
    public LoadHistory load() {
        return load;
    }

    /** What this process lost by itself between two moments: then every timing is stretched, whoever it is of. */
    public LostTime lostTime(long fromNanos, long toNanos) {
        return LostTime.between(heap, fromNanos, toNanos);
    }

    public Ending ending() {
        return ending;
    }

    public long endNanos() {
        return ending.atNanos();
    }

    /** The exception a thread died of, the main thread's before any other's; null where none did. */
    public @Nullable Signal uncaught() {
        return uncaught;
    }

    /** Whether the heap ran out: the JVM ended on it, or a thread died of it. */
    public boolean outOfMemory() {
        if (ending.kind() == EndingKind.OOM_EXIT || ending.kind() == EndingKind.OOM_CRASH) {
            return true;
        }
        ErrorDetail error = uncaught == null ? null : uncaught.error();
        return error != null
                && error.type().equals("java.lang.OutOfMemoryError")
                && (error.message().contains("heap space") || error.message().contains("GC overhead"));
    }

    /** Whether the process ended in a way that somebody has to explain. */
    public boolean endedBadly() {
        Integer code = ending.exitCode();
        switch (ending.kind()) {
            case OOM_EXIT:
            case OOM_CRASH:
            case UNCAUGHT_EXCEPTION:
            case NATIVE_CRASH:
            case CONTAINER_OOM_KILLED:
            case STUCK:
                return true;
            case EXIT:
            case HALT:
                return code != null && code != 0;
            default:
                return false;
        }
    }

    /** The link between the failures of one target and the growth of the heap. */
    public GrowthLink link(ConnectHistory history) {
        GrowthLink link = links.get(history.target());
        if (link == null) {
            link = GrowthLink.between(heap, history);
            links.put(history.target(), link);
        }
        return link;
    }

    /** The link between what a target did not take and the growth of the heap; null where it took all. */
    public @Nullable BacklogLink backlog(HttpHistory history) {
        long first = history.failsSince(endNanos());
        if (first < 0) {
            return null;
        }
        BacklogLink link = backlogs.get(history.target());
        if (link == null) {
            link = BacklogLink.between(heap, allocations, history, first, history.failsUntil(endNanos()));
            backlogs.put(history.target(), link);
        }
        return link;
    }

    /** When collections began to take a fifth of the time and went on to the end, or -1. */
    public long gcPressureAt() {
        if (pressureAt == -2) {
            pressureAt = findPressure();
        }
        return pressureAt;
    }

    private long findPressure() {
        long found = -1;
        for (int i = heap.size() - 1; i > 0; i--) {
            long from = heap.at(i) - 3 * S;
            if (from < heap.at(0)) {
                break;
            }
            if (heap.gcShare(from, heap.at(i)) < PRESSURE) {
                break;
            }
            found = from;
        }
        return found;
    }

    /** Whether the main thread's or the process's end followed on failures of this target that nothing had put right. */
    public boolean endFollows(ConnectHistory history) {
        boolean exit = ending.kind() == EndingKind.EXIT || ending.kind() == EndingKind.HALT;
        return endedBadly()
                && (exit || ending.kind() == EndingKind.UNCAUGHT_EXCEPTION)
                && !history.trouble().isEmpty()
                && !history.recovered()
                && endNanos() - history.lastFailure().atNanos() <= Math.max(30 * S, 2 * history.typicalGap());
    }
}
