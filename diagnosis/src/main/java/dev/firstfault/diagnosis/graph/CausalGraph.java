package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.GrowthLink;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can bring about what, as data. Being first is not being the cause: an edge holds only in the order of onsets, within
 * its lag, and where its test was observed.
 */
public final class CausalGraph {

    private static final long S = 1_000_000_000L;

    /** Onsets this close are taken as simultaneous: one sample of the slow rate. */
    private static final long TOLERANCE = S;

    private static final long DAY = 86_400;

    private static final List<Edge> EDGES = build();

    private CausalGraph() {}

    private static List<Edge> build() {
        List<Edge> edges = new ArrayList<>();
        for (Node cause : Node.values()) {
            if (!cause.connectFault()) {
                continue;
            }
            edges.add(new Edge(
                    cause, Node.RETRIES, 600, EdgeTest.THREE_ATTEMPTS, "what needs the connection tries again"));
            edges.add(new Edge(
                    cause,
                    Node.POOL_SHORT,
                    600,
                    EdgeTest.FEWER_THAN_MAXIMUM,
                    "the pool cannot open the connections it is configured for"));
            edges.add(new Edge(
                    cause,
                    Node.ACQUIRE_TIMEOUTS,
                    DAY,
                    EdgeTest.STILL_REFUSED,
                    "a checkout waits for a connection that cannot be opened"));
            edges.add(new Edge(
                    cause, Node.UNCAUGHT, DAY, EdgeTest.NOT_RECOVERED, "the failure reaches the top of the thread"));
            edges.add(new Edge(
                    cause, Node.EXIT, DAY, EdgeTest.NOT_RECOVERED, "the process gives up without its database"));
        }
        edges.add(new Edge(
                Node.RETRIES,
                Node.HEAP_GROWTH,
                DAY,
                EdgeTest.GROWS_PER_FAILURE,
                "each failed attempt leaves memory behind"));
        edges.add(new Edge(
                Node.HEAP_GROWTH,
                Node.GC_PRESSURE,
                DAY,
                EdgeTest.ORDER,
                "the fuller the heap, the more often it is collected"));
        edges.add(new Edge(
                Node.HEAP_GROWTH, Node.OUT_OF_MEMORY, DAY, EdgeTest.ORDER, "what was left behind filled the heap"));
        edges.add(new Edge(
                Node.LEAK,
                Node.GC_PRESSURE,
                DAY,
                EdgeTest.ORDER,
                "the fuller the heap, the more often it is collected"));
        edges.add(new Edge(Node.LEAK, Node.OUT_OF_MEMORY, DAY, EdgeTest.ORDER, "what is never let go filled the heap"));
        edges.add(new Edge(Node.HEAP_SMALL, Node.GC_PRESSURE, DAY, EdgeTest.ORDER, "collections find nothing to free"));
        edges.add(new Edge(Node.HEAP_SMALL, Node.OUT_OF_MEMORY, DAY, EdgeTest.ORDER, "what is needed does not fit"));
        edges.add(new Edge(
                Node.LARGE_REQUEST,
                Node.OUT_OF_MEMORY,
                60,
                EdgeTest.ORDER,
                "the request does not fit into what is free"));
        edges.add(
                new Edge(Node.LARGE_REQUEST, Node.GC_PRESSURE, 60, EdgeTest.ORDER, "collections find nothing to free"));
        edges.add(new Edge(
                Node.GC_PRESSURE,
                Node.SERVER_SILENT,
                DAY,
                EdgeTest.PRESSURE_BEFORE_TIMEOUTS,
                "a paused process misses answers that came in time"));
        edges.add(new Edge(
                Node.GC_PRESSURE,
                Node.ACQUIRE_TIMEOUTS,
                DAY,
                EdgeTest.ORDER,
                "a paused process holds its connections longer"));
        edges.add(new Edge(
                Node.OUT_OF_MEMORY, Node.UNCAUGHT, 60, EdgeTest.ORDER, "the error reaches the top of the thread"));
        edges.add(new Edge(
                Node.CONTAINER_FULL,
                Node.CONTAINER_KILL,
                60,
                EdgeTest.ORDER,
                "the kernel kills what exceeds the limit"));
        edges.add(new Edge(Node.CRASH, Node.CRASH_END, 60, EdgeTest.ORDER, "the JVM aborts"));
        return Collections.unmodifiableList(edges);
    }

    /** All edges. */
    public static List<Edge> edges() {
        return EDGES;
    }

    /**
     * What follows from a cause, nearest first: every symptom that is reached over edges that hold.
     *
     * @param connects the target it is about, or null where it is about none
     */
    public static List<Effect> effects(
            Evidence evidence, Node cause, long onsetNanos, @Nullable ConnectHistory connects) {
        List<Effect> reached = new ArrayList<>();
        reached.add(new Effect(cause, onsetNanos, null));
        for (int i = 0; i < reached.size(); i++) {
            Effect from = reached.get(i);
            for (Edge edge : EDGES) {
                if (edge.from() != from.node() || contains(reached, edge.to())) {
                    continue;
                }
                long at = onset(evidence, edge.to(), connects);
                if (at >= 0
                        && at >= from.atNanos() - TOLERANCE
                        && at - from.atNanos() <= edge.maxLagNanos()
                        && holds(edge.test(), evidence, connects)) {
                    reached.add(new Effect(edge.to(), at, edge));
                }
            }
        }
        reached.remove(0);
        return reached;
    }

    private static boolean contains(List<Effect> effects, Node node) {
        for (Effect effect : effects) {
            if (effect.node() == node) {
                return true;
            }
        }
        return false;
    }

    /** When a symptom set in, or -1 where it did not. */
    static long onset(Evidence evidence, Node symptom, @Nullable ConnectHistory connects) {
        switch (symptom) {
            case RETRIES:
                return connects != null && connects.trouble().size() >= 2
                        ? connects.trouble().get(1).atNanos()
                        : -1;
            case POOL_SHORT:
                return connects == null ? -1 : poolShortAt(evidence, connects);
            case ACQUIRE_TIMEOUTS:
                return timeoutAfter(evidence, connects == null ? 0 : connects.onset());
            case HEAP_GROWTH:
                // What each failure leaves behind shows from the second on.
                return connects != null
                                && connects.trouble().size() >= 2
                                && evidence.heap().share(evidence.link(connects).grownBytes()) >= 0.2
                        ? connects.trouble().get(1).atNanos()
                        : -1;
            case GC_PRESSURE:
                return evidence.gcPressureAt();
            case OUT_OF_MEMORY:
                return evidence.outOfMemory() ? evidence.endNanos() : -1;
            case UNCAUGHT:
                Signal uncaught = evidence.uncaught();
                return uncaught == null ? -1 : uncaught.atNanos();
            case EXIT:
                return evidence.endedBadly()
                                && (evidence.ending().kind() == EndingKind.EXIT
                                        || evidence.ending().kind() == EndingKind.HALT
                                        || evidence.ending().kind() == EndingKind.UNCAUGHT_EXCEPTION)
                        ? evidence.endNanos()
                        : -1;
            case SERVER_SILENT:
                return connects == null ? -1 : connects.onset();
            case CONTAINER_KILL:
                return evidence.ending().kind() == EndingKind.CONTAINER_OOM_KILLED ? evidence.endNanos() : -1;
            case CRASH_END:
                return evidence.ending().kind() == EndingKind.NATIVE_CRASH ? evidence.endNanos() : -1;
            default:
                return -1;
        }
    }

    /** Whether what an edge asks for was observed. */
    static boolean holds(EdgeTest test, Evidence evidence, @Nullable ConnectHistory connects) {
        switch (test) {
            case ORDER:
                return true;
            case THREE_ATTEMPTS:
                return connects != null && connects.troubleCount() >= 3;
            case STILL_REFUSED:
                return connects != null
                        && timeoutAfter(evidence, connects.onset()) >= 0
                        && timeoutAfter(evidence, connects.onset())
                                <= connects.lastFailure().atNanos() + 60 * S;
            case FEWER_THAN_MAXIMUM:
                return connects != null && poolShortAt(evidence, connects) >= 0;
            case NOT_RECOVERED:
                return connects != null && evidence.endFollows(connects);
            case GROWS_PER_FAILURE:
                return connects != null && linked(evidence.link(connects));
            case PRESSURE_BEFORE_TIMEOUTS:
                return connects != null && evidence.gcPressureAt() >= 0 && evidence.gcPressureAt() < connects.onset();
        }
        return false;
    }

    private static boolean linked(GrowthLink link) {
        return link.strength() == GrowthLink.Strength.HOLDS || link.strength() == GrowthLink.Strength.LEANS;
    }

    private static long timeoutAfter(Evidence evidence, long nanos) {
        for (Signal signal : evidence.pools().timeouts()) {
            if (signal.atNanos() >= nanos) {
                return signal.atNanos();
            }
        }
        return -1;
    }

    private static long poolShortAt(Evidence evidence, ConnectHistory connects) {
        for (Signal state : evidence.pools().states()) {
            long total = Signal.upper(state.v1()) + (long) Signal.lower(state.v1());
            if (state.atNanos() >= connects.onset()
                    && state.atNanos() <= connects.lastFailure().atNanos() + 5 * S
                    && total < Signal.lower(state.v2())) {
                return state.atNanos();
            }
        }
        return -1;
    }
}
