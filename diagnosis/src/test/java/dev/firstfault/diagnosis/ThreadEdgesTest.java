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
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each edge from or to what happens to threads, executors and load: it holds in the order of onsets, and where it was observed. */
class ThreadEdgesTest {

    private static final long S = 1_000_000_000L;
    private static final long FROM = 40 * S;

    private static final Evidence QUIET = evidence(Scene.jvm().runsUntil(100));
    private static final Evidence HELD_UP =
            evidence(Levels.throttled(Scene.jvm().runsUntil(100), 0.5, 30));
    private static final Evidence BUSY = evidence(busy(Scene.jvm().heap(512), 8).runsUntil(100));
    private static final Evidence FULL = evidence(queueFillsHeap());

    private static Evidence evidence(Timeline timeline) {
        return new Evidence(timeline, Witness.NONE);
    }

    /** An executor and a pool that cannot keep up from 41 s on. */
    private static Scene busy(Scene scene, double times) {
        Workers workers = new Workers(scene, new Random(3), "pool-1", 8, 50);
        workers.rate = t -> t < 41 ? 60 : 60 * times;
        workers.play(100);
        for (int t = 5; t < 100; t++) {
            boolean full = t >= 42;
            scene.record(
                    t,
                    SignalKind.POOL_STATE,
                    new Resource(ResourceKind.POOL, "HikariPool-1"),
                    full ? 1 : 0,
                    Signal.pack(full ? 10 : 2, full ? 0 : 8),
                    Signal.pack(full ? 7 : 0, 10),
                    Signal.pack(full ? 200 : 50, 20),
                    1,
                    null);
        }
        return scene.uncaught(95, "java.lang.OutOfMemoryError", "unable to create native thread");
    }

    private static Timeline queueFillsHeap() {
        Scene scene = Scene.jvm().heap(128).needs(30, 2).garbage(4).exitOnOom().leaks(2.4, 41, 200);
        Workers workers = new Workers(scene, new Random(3), "pool-1", 8, -1);
        workers.rate = t -> 40;
        workers.work = t -> t < 40 ? 20 : 500;
        return workers.play(100).diesOfHeap(100);
    }

    /** Those that this family has: from or to a node of it. */
    static Stream<Edge> causes() {
        return edges().filter(edge -> edge.to().role() != NodeRole.SYMPTOM);
    }

    static Stream<Edge> symptoms() {
        return edges().filter(edge -> edge.to().role() == NodeRole.SYMPTOM);
    }

    private static Stream<Edge> edges() {
        return CausalGraph.edges().stream()
                .filter(edge -> ours(edge.from())
                        || ours(edge.to())
                        || (edge.from() == Node.THRASHING && edge.to().role() != NodeRole.SYMPTOM));
    }

    private static boolean ours(Node node) {
        return (node.compareTo(Node.LOAD_SURGE) >= 0 && node.compareTo(Node.RETRY_STORM) <= 0)
                || (node.compareTo(Node.EXECUTOR_FULL) >= 0 && node.compareTo(Node.QUEUED_HEAP) <= 0);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void oneFaultBringsAboutAnotherOnlyWhereItCameFirstAndTheTestWasSeen(Edge edge) {
        if (edge.from().role() == NodeRole.SYMPTOM) {
            assertThat(edge.from()).isEqualTo(Node.QUEUED_HEAP);
            Cause queue = cause(Node.DEPENDENCY_SLOW, FROM);
            assertThat(reaches(FULL, queue, cause(edge.to(), FROM + 30 * S))).isTrue();
            assertThat(reaches(BUSY, queue, cause(edge.to(), FROM + 30 * S))).isFalse();
            return;
        }
        Evidence observed = edge.test().words().contains("15 %")
                ? HELD_UP
                : edge.test().words().contains("doubled") ? BUSY : QUIET;
        assertThat(reaches(observed, cause(edge.from(), FROM), cause(edge.to(), FROM + 10 * S)))
                .isTrue();
        assertThat(reaches(observed, cause(edge.from(), FROM), cause(edge.to(), FROM - 10 * S)))
                .isFalse();
        if (observed != QUIET) {
            assertThat(reaches(QUIET, cause(edge.from(), FROM), cause(edge.to(), FROM + 10 * S)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("symptoms")
    void aSymptomFollowsOnlyFromWhatCameBeforeItAndWhereItIsSeen(Edge edge) {
        boolean heap = edge.from() == Node.QUEUED_HEAP || edge.to() == Node.QUEUED_HEAP;
        Evidence observed = heap ? FULL : BUSY;
        Cause cause = cause(edge.from().role() == NodeRole.SYMPTOM ? Node.DEPENDENCY_SLOW : edge.from(), FROM);
        assertThat(shows(observed, cause, edge.to())).isTrue();
        assertThat(shows(observed, cause(cause.node(), 100 * S), edge.to())).isFalse();
        assertThat(shows(QUIET, cause, edge.to())).isFalse();
    }

    private static Cause cause(Node node, long atNanos) {
        return new Cause(node, Subject.process(""), atNanos, 0);
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
