package dev.firstfault.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of search servers and their clients that look alike from outside, and what tells them apart. */
class SearchPairsTest {

    private static final String ES = "http://es:9200";
    private static final int SEEDS = 10;

    /** The number before " places would have taken it", and the span after "would have waited". */
    private static final Pattern NEEDED = Pattern.compile("= (\\d+) places would have taken it");

    private static final Pattern WAITED = Pattern.compile("would have waited ([\\d.]+) (ms|s|min)");

    /** As many documents are refused in three seconds as in a minute: the one needs a queue, the other a larger server. */
    @Test
    void aBurstIsToldFromALoadThatGoesOn() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SearchClient burst = single(seed, 4, 200);
            burst.rate = t -> t >= 40 && t < 43 ? 4000 : 20;
            Verdict once = Diagnosis.diagnose(burst.play(60).runsUntil(60));
            SearchClient long1 = single(seed, 4, 200);
            long1.rate = t -> t >= 40 && t < 100 ? 400 + 180 : 20;
            Verdict goesOn = Diagnosis.diagnose(long1.play(100).runsUntil(100));

            assertThat((double) long1.refusedTasks)
                    .isCloseTo((double) burst.refusedTasks, within(0.15 * burst.refusedTasks));
            assertThat(fault(once).kind()).isEqualTo(FaultKind.ES_QUEUE_FULL);
            assertThat(fault(goesOn).kind()).isEqualTo(FaultKind.ES_QUEUE_FULL);
            assertThat(fault(once).summary()).contains("in one burst of");
            assertThat(fault(goesOn).summary()).contains("without a break for");
            assertThat(once.advice().get(0)).startsWith("A longer queue is first aid for a burst");
            assertThat(goesOn.advice().get(0)).startsWith("No queue is long enough for what goes on");
        }
    }

    /** What the burst would have needed, against what the server itself refused and how fast it is. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 4, 200, 10, 3",
        "1, 1, 1, 20, 5, 6",
        "50, 5, 4, 200, 10, 4",
        "200, 8, 2, 100, 20, 5",
        "1, 1, 8, 1000, 15, 3"
    })
    void whatALongerQueueWouldHaveTakenIsRightWithinATenth(
            int docs, int shards, int threads, int capacity, double service, int seconds) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SearchClient client = single(seed, threads, capacity);
            client.docs = t -> docs;
            client.shards = shards;
            client.service = t -> service;
            double most = threads / service * 1000 / shards;
            client.rate = t -> t >= 40 && t < 40 + seconds ? 3 * most + capacity / (double) shards : 0.1 * most;
            Verdict verdict = Diagnosis.diagnose(client.play(70).runsUntil(70));
            String advice = verdict.advice().get(0);
            Matcher needed = NEEDED.matcher(advice);
            assertThat(needed.find()).as(advice).isTrue();
            double truth = capacity + client.refusedTasks;
            double right = advice.contains("about") ? 0.5 : 0.1;
            assertThat(advice.contains("about")).isEqualTo(shards > 1);
            assertThat(Double.parseDouble(needed.group(1))).as(advice).isCloseTo(truth, within(right * truth));
            Matcher waited = WAITED.matcher(advice);
            assertThat(waited.find()).as(advice).isTrue();
            double wait = truth / (threads / (service / 1000));
            assertThat(seconds(waited)).as(advice).isCloseTo(wait, within((right + 0.12) * wait));
            assertThat(advice).contains("It hides missing capacity");
        }
    }

    private static double seconds(Matcher span) {
        double value = Double.parseDouble(span.group(1));
        return span.group(2).equals("ms") ? value / 1000 : span.group(2).equals("min") ? value * 60 : value;
    }

    /** L17: the same status, from the server and from a proxy before it. */
    @Test
    void aProxysRefusalIsToldFromTheServers() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (HttpError error : new HttpError[] {HttpError.THREAD_POOL, HttpError.THROTTLED}) {
                SearchClient client = single(seed, 4, 200);
                client.refusal = error;
                client.retryAfter = 7;
                client.refuses = t -> t < 40 ? 0 : 0.6;
                Verdict verdict = Diagnosis.diagnose(client.play(80).runsUntil(80));
                boolean proxy = error == HttpError.THROTTLED;
                assertThat(fault(verdict).kind()).isEqualTo(proxy ? FaultKind.HTTP_THROTTLED : FaultKind.ES_QUEUE_FULL);
                assertThat(fault(verdict).confidence()).isEqualTo(Confidence.HIGH);
                assertThat(fault(verdict).summary().contains("7.0 s (Retry-After)"))
                        .isEqualTo(proxy);
            }
        }
    }

    /** L18: refused by a queue, and by a breaker; where both go on it says so, and is not sure. */
    @Test
    void aQueueIsToldFromABreaker() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(fault(Diagnosis.diagnose(SearchIncidents.BREAKER.timeline(seed)))
                            .kind())
                    .isEqualTo(FaultKind.ES_CIRCUIT_BREAKER);
            SearchClient both = single(seed, 4, 200);
            both.connections = 10_000;
            both.refusal = HttpError.CIRCUIT_BREAKER;
            both.refuses = t -> t < 45 ? 0 : 0.5;
            both.rate = t -> t < 40 ? 20 : 1500;
            Fault mixed = fault(Diagnosis.diagnose(both.play(90).runsUntil(90)));
            assertThat(mixed.kind()).isEqualTo(FaultKind.ES_QUEUE_FULL);
            assertThat(mixed.confidence()).isNotEqualTo(Confidence.HIGH);
        }
    }

    /** L19: requests wait for a connection, because each is in use for longer, and because there are few. */
    @Test
    void aSlowServerIsToldFromAClientOfFewConnections() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SearchClient slow = single(seed, 1000, 100_000);
            slow.connections = 10;
            slow.leaseTimeout = 2;
            slow.rate = t -> 40;
            slow.service = t -> t < 40 ? 20 : 600;
            Verdict server = Diagnosis.diagnose(slow.play(80).runsUntil(80));
            assertThat(fault(server).kind()).isEqualTo(FaultKind.ES_SLOW);
            assertThat(server.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.HTTP_POOL_EXHAUSTED);
            assertThat(server.consequences()).extracting(Consequence::kind).contains("http-pool-pending");

            SearchClient few = single(seed, 1000, 100_000);
            few.connections = 2;
            few.leaseTimeout = 2;
            few.rate = t -> t < 40 ? 40 : 70;
            few.service = t -> 40;
            Verdict client = Diagnosis.diagnose(few.play(80).runsUntil(80));
            assertThat(fault(client).kind()).isEqualTo(FaultKind.HTTP_POOL_EXHAUSTED);
            assertThat(client.ruledOut()).extracting(RuledOut::kind).contains(FaultKind.ES_SLOW);
        }
    }

    /** The heap fills with a leak, and the server begins to refuse later: the refusal is not what filled it. */
    @Test
    void aRefusalAfterTheHeapBeganToFillIsNotNamedAsFirst() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SearchClient client = single(seed, 4, 200);
            client.scene.heap(256).needs(40, 2).exitOnOom().leaks(2.2, 5, 400);
            client.refusal = HttpError.THREAD_POOL;
            client.refuses = t -> t < 70 ? 0 : 0.9;
            Fault fault = fault(Diagnosis.diagnose(client.play(200).diesOfHeap(200)));
            assertThat(fault.kind()).isEqualTo(FaultKind.HEAP_LEAK);
        }
    }

    /** The same refusals, and a heap that stays as it is. */
    @Test
    void aBacklogIsClaimedOnlyWhereTheHeapGrew() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Verdict backlog = Diagnosis.diagnose(SearchIncidents.BACKLOG.timeline(seed));
            Fault first = fault(backlog);
            if (first.kind() == FaultKind.ES_QUEUE_FULL) {
                assertThat(backlog.consequences()).extracting(Consequence::kind).contains("backlog-memory");
            }
            Verdict level = Diagnosis.diagnose(SearchIncidents.QUEUE_FULL.timeline(seed));
            assertThat(level.consequences()).extracting(Consequence::kind).doesNotContain("backlog-memory");
        }
    }

    /** Refused without a word on why, as where the client asked to leave the errors out. */
    @Test
    void whatWasRefusedWithoutAReasonIsLeftOpen() {
        SearchClient client = single(3, 4, 200);
        client.refusal = HttpError.REJECTED;
        client.refusalLevel = FailureLevel.ITEM;
        client.refuses = t -> t < 40 ? 0 : 0.8;
        Verdict verdict = Diagnosis.diagnose(client.play(90).runsUntil(90));
        assertThat(fault(verdict).kind()).isEqualTo(FaultKind.UNKNOWN);
        assertThat(verdict.missing()).anyMatch(line -> line.contains("filter_path"));
    }

    /** One node of two is gone: its client notices once a minute, and goes on with the other. */
    @Test
    void oneNodeOfTwoThatIsGoneIsNamedThoughItIsAskedSeldom() {
        Scene scene = Scene.jvm(new Random(5)).heap(512);
        SearchClient gone = SearchIncidents.client(scene, new Random(6), "http://es-1:9200");
        gone.rate = t -> t < 40 ? 20 : t % 60 < 0.2 ? 3 : 0;
        gone.down = t -> t < 40 ? 0 : 1;
        gone.play(170);
        SearchClient other = SearchIncidents.client(scene, new Random(7), "http://es-2:9200");
        other.rate = t -> 20;
        other.play(170);
        scene.record(
                40.2,
                SignalKind.HTTP_FAILED,
                new Resource(ResourceKind.HTTP_TARGET, "http://es-1:9200"),
                0.001,
                HttpFailure.REFUSED.id(),
                0,
                -1,
                4,
                null);
        Fault fault = fault(Diagnosis.diagnose(scene.runsUntil(170)));
        assertThat(fault.kind()).isEqualTo(FaultKind.ES_NODE_DOWN);
        assertThat(fault.target()).isEqualTo("http://es-1:9200");
        assertThat(fault.summary()).contains("1 other node answered meanwhile");
    }

    /** L23: after an outage of two seconds the server refuses on, and most of what it is sent was sent before. */
    @Test
    void repeatsThatKeepUpTheLoadAreToldFromAServerThatIsTooSmall() {
        for (boolean outage : new boolean[] {true, false}) {
            Scene scene = Scene.jvm(new Random(8)).heap(512);
            Resource target = new Resource(ResourceKind.HTTP_TARGET, ES);
            for (int t = 2; t <= 110; t++) {
                boolean later = t > 42;
                scene.record(
                        t,
                        SignalKind.BULK_ATTEMPTS,
                        target,
                        1,
                        Signal.pack(20, later ? 3 : 20),
                        Signal.pack(later ? 55 : 0, later ? 9 : 0),
                        Signal.pack(later ? 900 : 0, 100),
                        1,
                        null);
                scene.record(
                        t,
                        SignalKind.HTTP_EXCHANGES,
                        target,
                        0.02,
                        Signal.pack(later ? 75 : 20, 0),
                        Signal.pack(later ? 750 : 200, 3),
                        0,
                        1,
                        null);
                if (later) {
                    scene.record(
                            t,
                            SignalKind.HTTP_REJECTED,
                            target,
                            0,
                            Signal.pack(HttpError.THREAD_POOL.id(), FailureLevel.ITEM.id()),
                            Signal.pack(900, 1000),
                            Signal.pack(200, 1500),
                            1,
                            null);
                }
            }
            for (double t = 40; outage && t < 42; t += 0.1) {
                scene.record(t, SignalKind.HTTP_FAILED, target, 0.001, HttpFailure.REFUSED.id(), 0, -1, 1, null);
            }
            Fault fault = fault(Diagnosis.diagnose(scene.runsUntil(110)));
            assertThat(fault.kind()).isEqualTo(outage ? FaultKind.RETRY_STORM : FaultKind.ES_QUEUE_FULL);
            assertThat(fault.confidence()).isEqualTo(outage ? Confidence.MEDIUM : Confidence.HIGH);
        }
    }

    private static SearchClient single(int seed, int threads, int capacity) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        SearchClient client = new SearchClient(Scene.jvm(random).heap(512), random, ES);
        client.threads = threads;
        client.capacity = capacity;
        client.service = t -> 10;
        client.docs = t -> 1;
        client.shards = 1;
        client.retries = 0;
        client.connections = 100_000;
        return client;
    }

    private static Fault fault(Verdict verdict) {
        return requireNonNull(verdict.firstFault());
    }
}
