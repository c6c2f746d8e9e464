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
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
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

/** Each edge from or to a fault of a search server or its client: it holds in the order of onsets, and where it was observed. */
class SearchEdgesTest {

    private static final long S = 1_000_000_000L;
    private static final long FROM = 40 * S;

    private static final Evidence QUIET = evidence(client(Scene.jvm()).play(100).runsUntil(100));
    private static final Evidence REFUSED = evidence(refused());
    private static final Evidence FULL = evidence(full());

    private static Evidence evidence(Timeline timeline) {
        return new Evidence(timeline, Witness.NONE);
    }

    private static SearchClient client(Scene scene) {
        SearchClient client = new SearchClient(scene, new Random(3), "http://es:9200");
        client.refusal = HttpError.THREAD_POOL;
        return client;
    }

    /** Refusals, repeats, lost documents, no connection free, and a thread that dies of it. */
    private static Timeline refused() {
        SearchClient client = client(Scene.jvm());
        client.refuses = t -> t < 41 ? 0 : 0.9;
        client.retries = 2;
        Scene scene = client.play(100);
        Resource target = new Resource(ResourceKind.HTTP_TARGET, "http://es:9200");
        for (int t = 45; t < 100; t++) {
            scene.record(
                    t,
                    SignalKind.HTTP_FAILED,
                    target,
                    1,
                    HttpFailure.NO_CONNECTION_FREE.id(),
                    Signal.pack(9, 2),
                    2,
                    1,
                    null);
        }
        return scene.uncaught(98, "org.elasticsearch.ElasticsearchStatusException", "too many requests")
                .runsUntil(100);
    }

    private static Timeline full() {
        SearchClient client =
                client(Scene.jvm().heap(128).needs(30, 2).garbage(40).exitOnOom());
        client.refuses = t -> t < 41 ? 0 : 1;
        client.retries = 100_000;
        client.backoff = 0.5;
        client.growingWaits = false;
        client.keepsMb = 0.24;
        return client.play(200).diesOfHeap(200);
    }

    static Stream<Edge> causes() {
        return edges().filter(edge ->
                edge.to().role() != NodeRole.SYMPTOM && edge.from().role() != NodeRole.SYMPTOM);
    }

    static Stream<Edge> symptoms() {
        return edges().filter(edge -> edge.to().role() == NodeRole.SYMPTOM && !ofThreads(edge.to()));
    }

    /** What has to do with threads, load and lost time is the matter of another test. */
    private static Stream<Edge> edges() {
        return CausalGraph.edges().stream()
                .filter(edge -> (edge.from().httpFault() || edge.from() == Node.BACKLOG_HEAP) && !ofThreads(edge.to()));
    }

    private static boolean ofThreads(Node node) {
        return node == Node.DEPENDENCY_SLOW
                || (node.compareTo(Node.EXECUTOR_FULL) >= 0 && node.compareTo(Node.QUEUED_HEAP) <= 0);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void oneFaultBringsAboutAnotherOnlyWhereItCameFirst(Edge edge) {
        assertThat(reaches(QUIET, cause(QUIET, edge.from(), FROM), cause(QUIET, edge.to(), FROM + 10 * S)))
                .isTrue();
        assertThat(reaches(QUIET, cause(QUIET, edge.from(), FROM), cause(QUIET, edge.to(), FROM - 10 * S)))
                .isFalse();
        boolean atOnce = reaches(QUIET, cause(QUIET, edge.from(), FROM), cause(QUIET, edge.to(), FROM + 2 * S));
        assertThat(atOnce).isEqualTo(!edge.test().words().contains("five seconds"));
    }

    @ParameterizedTest
    @MethodSource("symptoms")
    void aSymptomFollowsOnlyFromWhatCameBeforeItAndWhereItIsSeen(Edge edge) {
        boolean heap = edge.from() == Node.BACKLOG_HEAP || edge.to() == Node.BACKLOG_HEAP;
        Evidence observed = heap ? FULL : REFUSED;
        Node from = edge.from() == Node.BACKLOG_HEAP ? Node.QUEUE_FULL : edge.from();
        assertThat(shows(observed, cause(observed, from, FROM), edge.to())).isTrue();
        assertThat(shows(observed, cause(observed, from, 190 * S), edge.to())).isFalse();
        assertThat(shows(QUIET, cause(QUIET, from, FROM), edge.to())).isFalse();
    }

    private static Cause cause(Evidence evidence, Node node, long atNanos) {
        return new Cause(node, Subject.http(evidence.http().get(0)), atNanos, 0);
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
