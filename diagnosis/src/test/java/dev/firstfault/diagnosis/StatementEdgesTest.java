package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.graph.CausalGraph;
import dev.firstfault.diagnosis.graph.Cause;
import dev.firstfault.diagnosis.graph.Edge;
import dev.firstfault.diagnosis.graph.Effect;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.NodeRole;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.signals.Timeline;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each edge from a fault of statements or pools: it holds in the order of onsets, and where it was observed. */
class StatementEdgesTest {

    private static final long S = 1_000_000_000L;
    private static final long FROM = 40 * S;

    private static final Evidence QUIET = evidence(service().play(100).runsUntil(100));
    private static final Evidence SLOW = evidence(slow());
    private static final Evidence FAILING = evidence(failing());
    private static final Evidence FULL = evidence(Scene.jvm()
            .heap(128)
            .needs(30, 2)
            .garbage(4)
            .exitOnOom()
            .leaks(1.6, 41, 200)
            .diesOfHeap(120));

    private static Evidence evidence(Timeline timeline) {
        return new Evidence(timeline, Witness.NONE);
    }

    private static Workload service() {
        Workload service = new Workload(Scene.jvm(), new Random(3), "HikariPool-1", 8).usual();
        service.rate = t -> 40;
        return service;
    }

    private static Timeline slow() {
        Workload service = service();
        service.databaseSlow = t -> t < 42 ? 1 : 60;
        service.acquireTimeout = 3;
        return service.play(100).runsUntil(100);
    }

    private static Timeline failing() {
        Workload service = service();
        service.readOnly = t -> t < 42 ? 0 : 1;
        return service.play(100).runsUntil(100);
    }

    static Stream<Edge> causes() {
        return edges().filter(edge -> edge.to().role() != NodeRole.SYMPTOM);
    }

    static Stream<Edge> symptoms() {
        return edges().filter(edge -> edge.to().role() == NodeRole.SYMPTOM);
    }

    /** Those within the family, and those to it from failures to connect. */
    private static Stream<Edge> edges() {
        return CausalGraph.edges().stream()
                .filter(edge -> (edge.from().statementFault() && !ofThreads(edge.to()))
                        || (edge.from().connectFault() && edge.to().statementFault())
                        || edge.from() == Node.POOL_PENDING);
    }

    private static boolean ofThreads(Node node) {
        return (node.compareTo(Node.LOAD_SURGE) >= 0 && node.compareTo(Node.RETRY_STORM) <= 0)
                || (node.compareTo(Node.EXECUTOR_FULL) >= 0 && node.compareTo(Node.QUEUED_HEAP) <= 0);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void oneFaultBringsAboutAnotherOnlyWhereItCameFirstAndTheTestWasSeen(Edge edge) {
        boolean quicker = edge.test().words().contains("half as long");
        Evidence observed = quicker ? SLOW : QUIET;
        assertThat(reaches(observed, cause(edge.from(), FROM), cause(edge.to(), FROM + 10 * S)))
                .isTrue();
        assertThat(reaches(observed, cause(edge.from(), FROM), cause(edge.to(), FROM - 10 * S)))
                .isFalse();
        if (quicker) {
            assertThat(reaches(QUIET, cause(edge.from(), FROM), cause(edge.to(), FROM + 10 * S)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("symptoms")
    void aSymptomFollowsOnlyFromWhatCameBeforeItAndWhereItIsSeen(Edge edge) {
        Evidence observed =
                edge.to() == Node.STATEMENT_ERRORS ? FAILING : edge.from() == Node.RESULT_BUFFERED ? FULL : SLOW;
        Cause cause = cause(edge.from() == Node.POOL_PENDING ? Node.DATABASE_SLOW : edge.from(), FROM);
        assertThat(shows(observed, cause, edge.to())).isTrue();
        assertThat(shows(observed, cause(cause.node(), 130 * S), edge.to())).isEqualTo(edge.to() == Node.OUT_OF_MEMORY);
        assertThat(shows(QUIET, cause, edge.to())).isFalse();
    }

    private static Cause cause(Node node, long atNanos) {
        return new Cause(node, Subject.database(Scene.DB), atNanos, 0);
    }

    private static boolean reaches(Evidence evidence, Cause from, Cause to) {
        List<Cause> both = Arrays.asList(from, to);
        for (Effect effect : CausalGraph.effects(evidence, from, both)) {
            if (effect.node() == to.node()) {
                return true;
            }
        }
        return false;
    }

    private static boolean shows(Evidence evidence, Cause cause, Node symptom) {
        for (Effect effect : CausalGraph.effects(evidence, cause, Collections.singletonList(cause))) {
            if (effect.node() == symptom) {
                return true;
            }
        }
        return false;
    }
}
