package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.collectors.http.ClientExchanges;
import dev.firstfault.collectors.http.HttpTargets;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What elasticsearch-hadoop makes of an item that failed, with the hooks woven in, in words that real servers said. */
class ElasticsearchHadoopProbeTest {

    private static final String DOCUMENT = "PLANTED-DOCUMENT";

    /** Of Elasticsearch 7.17, with the source of a document in it as 6.8 puts it there. */
    private static final String QUEUE_FULL = "es_rejected_execution_exception: rejected execution of processing of [38]"
            + "[indices:data/write/bulk[s][p]]: request: BulkShardRequest [[t][9]] containing [index {[t][doc][1], source[{"
            + DOCUMENT
            + "}]}] on EsThreadPoolExecutor[name = es7/write, queue capacity = 1, org.elasticsearch.common.util"
            + ".concurrent.EsThreadPoolExecutor@136766a9[Running, pool size = 1, active threads = 1, queued tasks = 1,"
            + " completed tasks = 7]]";

    private static final String PRESSURE = "es_rejected_execution_exception: rejected execution of primary operation"
            + " [coordinating_and_primary_bytes=100, replica_bytes=0, all_bytes=100, primary_operation_bytes=4000,"
            + " max_coordinating_and_primary_bytes=4096]";

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final HttpTargets targets = new HttpTargets(meters, signals, Clock.SYSTEM);
    private final ClientExchanges exchanges = new ClientExchanges(targets, meters, signals, Clock.SYSTEM);
    private final ItemFailures items = new ItemFailures(exchanges);

    static List<String> jars() {
        return Stream.of("elasticsearch-hadoop-mr", "elasticsearch-spark-30_2.12")
                .flatMap(artifact -> Matrix.versionsOf(artifact).stream().map(version -> artifact + ' ' + version))
                .toList();
    }

    @BeforeEach
    void connectBridge() {
        SignalBridge.connect(new Receiver() {
            @Override
            public void itemFailed(int status, Throwable thrown) {
                items.failed(status, thrown.getMessage());
            }
        });
    }

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jars")
    void itemsThatFailedAreCountedByTheWordsOfTheServerAndNoneOfThemIsKept(String jar) throws Exception {
        Object sent = exchanges.started("127.0.0.1:9200", "request");
        assertThat(sent).isNotNull();
        exchanges.ended(sent == null ? this : sent, null, null);
        String[] words = jar.split(" ", -1);
        try (WovenLoader loader = new WovenLoader(
                signals, signals, Matrix.jar(words[0], words[1]), Matrix.jar("commons-logging", "1.3.5"))) {
            failed(loader, 429, QUEUE_FULL, 1);
            failed(loader, 429, QUEUE_FULL, 2);
            failed(loader, 429, PRESSURE, 1);
            failed(loader, 400, "mapper_parsing_exception: failed to parse " + DOCUMENT, 1);
            failed(loader, 429, null, 1);
        }
        targets.tick();

        assertThat(rejected(HttpError.THREAD_POOL)).isEqualTo(2);
        assertThat(rejected(HttpError.INDEXING_PRESSURE)).isOne();
        assertThat(rejected(HttpError.DOCUMENT)).isOne();
        assertThat(rejected(HttpError.REJECTED)).isOne();
        Signal queue = signals.of(SignalKind.SERVER_QUEUE).get(0);
        assertThat(queue.resource()).hasFieldOrPropertyWithValue("name", "http://127.0.0.1:9200 write");
        assertThat(queue.v1()).isEqualTo(Signal.pack(1, 1));
        assertThat(queue.v3()).isEqualTo(7);
        assertThat(signals.of(SignalKind.HTTP_REJECTED)).allSatisfy(signal -> {
            assertThat(signal.error()).isNull();
            assertThat(String.valueOf(signal.resource())).doesNotContain(DOCUMENT);
        });
    }

    private static void failed(WovenLoader loader, int status, @Nullable String message, int attempt) throws Exception {
        Class<?> bytes = Class.forName("org.elasticsearch.hadoop.util.BytesArray", true, loader);
        Class.forName("org.elasticsearch.hadoop.rest.bulk.handler.BulkWriteFailure", true, loader)
                .getConstructor(int.class, Exception.class, bytes, int.class, List.class)
                .newInstance(status, new IllegalStateException(message), null, attempt, List.of());
    }

    private int rejected(HttpError error) {
        return signals.of(SignalKind.HTTP_REJECTED).stream()
                .filter(signal -> signal.v1() == Signal.pack(error.id(), FailureLevel.ITEM.id()))
                .mapToInt(signal -> Signal.upper(signal.v2()))
                .sum();
    }
}
