package dev.firstfault.collectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HttpTargetTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Meters meters = new Meters();
    private final RecordedSignals signals = new RecordedSignals();
    private final ManualClock clock = new ManualClock();
    private final HttpTargets targets = new HttpTargets(meters, signals, clock);
    private final HttpTarget target = targets.of("http://es1:9200");

    @Test
    void countersOfRejectionsStandAtZeroBeforeTheFirst() {
        target.speaksElasticsearch();

        assertThat(labels("firstfault_http_rejections_total"))
                .contains(
                        "target=\"http://es1:9200\",kind=\"thread-pool\",level=\"item\"",
                        "target=\"http://es1:9200\",kind=\"thread-pool\",level=\"request\"",
                        "target=\"http://es1:9200\",kind=\"throttled\",level=\"request\"")
                .hasSize(10);
        assertThat(counter("firstfault_http_rejections_total", "throttled", "request"))
                .isZero();
    }

    @Test
    void aServerThatIsNoClusterHasNoSeriesOfItsKinds() {
        assertThat(labels("firstfault_http_rejections_total"))
                .containsExactly("target=\"http://es1:9200\",kind=\"throttled\",level=\"request\"");
    }

    @Test
    void whatTheRecordsSayAddsUpToWhatHappened() {
        int expected = 0;
        for (int second = 0; second < 35; second++) {
            int count = second < 30 ? 100 + second % 7 : 0;
            target.rejected(HttpError.THREAD_POOL, FailureLevel.ITEM, count, 200, 200, 0);
            expected += count;
            nextSecond();
        }

        List<Signal> told = signals.of(SignalKind.HTTP_REJECTED);
        assertThat(told.stream().mapToInt(signal -> Signal.upper(signal.v2())).sum())
                .isEqualTo(expected)
                .isEqualTo((int) counter("firstfault_http_rejections_total", "thread-pool", "item"));
        assertThat(told).hasSizeBetween(4, 6);
        assertThat(told.get(0).v1()).isEqualTo(Signal.pack(HttpError.THREAD_POOL.id(), FailureLevel.ITEM.id()));
        assertThat(Signal.upper(told.get(told.size() - 1).v2()))
                .as("only a record of none says that it is over")
                .isZero();
        assertThat(told.stream().mapToInt(signal -> Signal.lower(signal.v2())).sum())
                .as("milliseconds they speak for")
                .isEqualTo(32_000);
    }

    @Test
    void aPauseBeforeABurstIsNoPartOfIt() {
        reject(5);
        nextSecond();
        nextSecond();
        clock.advance(Duration.ofMinutes(10));
        nextSecond();
        reject(7);
        nextSecond();

        List<Signal> told = signals.of(SignalKind.HTTP_REJECTED);
        assertThat(told).extracting(signal -> Signal.upper(signal.v2())).containsExactly(5, 0, 7);
        assertThat(told).extracting(signal -> Signal.lower(signal.v2())).containsExactly(1_000, 1_000, 1_000);
    }

    @Test
    void aRecordHasTheStatusTheLongestWaitAndWhatThereWas() {
        target.rejected(
                HttpError.THROTTLED,
                FailureLevel.REQUEST,
                1,
                1,
                503,
                Duration.ofSeconds(7).toNanos());
        target.rejected(
                HttpError.THROTTLED,
                FailureLevel.REQUEST,
                1,
                1,
                429,
                Duration.ofSeconds(2).toNanos());
        nextSecond();

        Signal told = signals.of(SignalKind.HTTP_REJECTED).get(0);
        assertThat(told.durationNanos()).isEqualTo(Duration.ofSeconds(7).toNanos());
        assertThat(told.v3()).isEqualTo(Signal.pack(429, 2));
        assertThat(told.resource()).isEqualTo(new Resource(ResourceKind.HTTP_TARGET, "http://es1:9200"));
    }

    @Test
    void whatIsNoRejectionIsCountedApart() {
        target.rejected(HttpError.CONFLICT, FailureLevel.ITEM, 3, 10, 200, 0);
        target.rejected(HttpError.NONE, FailureLevel.ITEM, 7, 10, 200, 0);
        nextSecond();

        assertThat(counter("firstfault_http_errors_total", "conflict")).isEqualTo(3);
        assertThat(labels("firstfault_http_rejections_total")).hasSize(1);
        assertThat(signals.of(SignalKind.HTTP_REJECTED)).hasSize(1);
    }

    @Test
    void exchangesAreToldWithWhatWaits() {
        HttpExchange answered = target.begin();
        target.begin();
        clock.advance(Duration.ofMillis(300));
        answered.answered();
        answered.failed(HttpFailure.CANCELLED, null, -1, -1);
        clock.advance(Duration.ofMillis(700));
        targets.tick();

        Signal told = signals.of(SignalKind.HTTP_EXCHANGES).get(0);
        assertThat(told.durationNanos()).isEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(told.v1()).isEqualTo(Signal.pack(1, 0));
        assertThat(told.v2()).isEqualTo(Signal.pack(300, 1));
        assertThat(told.v3()).isEqualTo(Signal.pack(1_000, 0));
        assertThat(meters.histogram("firstfault_http_requests_seconds", "", "target").series().stream()
                        .mapToLong(Histogram::sumNanos))
                .containsExactly(Duration.ofMillis(300).toNanos());
    }

    @Test
    void moreWaitingThanThereAreSlotsAreStillCounted() {
        HttpExchange[] many = new HttpExchange[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = target.begin();
        }
        assertThat(target.inFlight().count()).isEqualTo(1_000);
        for (HttpExchange one : many) {
            one.answered();
        }
        assertThat(target.inFlight().count()).isZero();
        assertThat(target.inFlight().oldestNanos(clock.nanos())).isZero();
    }

    @Test
    void aSlowExchangeIsOneThatTookTenTimesAsLongAsUsual() {
        for (int second = 0; second < 3; second++) {
            target.exchange(Duration.ofMillis(20).toNanos());
            nextSecond();
        }
        target.exchange(Duration.ofMillis(900).toNanos());
        nextSecond();

        List<Signal> told = signals.of(SignalKind.HTTP_EXCHANGES);
        assertThat(Signal.lower(told.get(told.size() - 1).v3())).isEqualTo(1);
    }

    @Test
    void anExchangeWithoutAnswerTellsWhyAndNeverWhatABodySaid() {
        target.failed(5, HttpFailure.REFUSED, new ConnectException("Connection refused\n{\"secret\":1}"), 3, 10);
        for (int i = 0; i < 100; i++) {
            target.failed(5, HttpFailure.REFUSED, new ConnectException("Connection refused"), 3, 10);
        }
        nextSecond();

        List<Signal> told = signals.of(SignalKind.HTTP_FAILED);
        assertThat(told.stream().mapToInt(Signal::count).sum()).isEqualTo(101);
        assertThat(told.get(0).v1()).isEqualTo(HttpFailure.REFUSED.id());
        assertThat(told.get(0).v2()).isEqualTo(Signal.pack(0, 3));
        assertThat(told.get(0).v3()).isEqualTo(10);
        assertThat(Objects.requireNonNull(told.get(0).error()).message()).isEqualTo("Connection refused");
        assertThat(counter("firstfault_http_failures_total", "refused")).isEqualTo(101);
    }

    @Test
    void whatAServerSaysOfItselfIsToldWhenItChanges() {
        for (int second = 0; second < 12; second++) {
            target.queue("write", 200, 200 + second % 3, 8, 8, 1_000 + second);
            target.limit("breaker parent", 10, 1_000, -1);
            target.limit("breaker parent", 1_100, 1_000, -1);
            nextSecond();
        }

        List<Signal> queues = signals.of(SignalKind.SERVER_QUEUE);
        assertThat(queues).hasSize(2);
        assertThat(queues.get(0).resource()).isEqualTo(new Resource(ResourceKind.SERVER_POOL, "http://es1:9200 write"));
        assertThat(queues.get(0).v1()).isEqualTo(Signal.pack(200, 200));
        assertThat(queues.get(0).v2()).isEqualTo(Signal.pack(8, 8));
        assertThat(queues.get(0).v3()).isEqualTo(1_000);
        List<Signal> limits = signals.of(SignalKind.SERVER_LIMIT);
        assertThat(limits).hasSize(2);
        assertThat(limits.get(0).v1()).isEqualTo(1_100);
    }

    @Test
    void aTargetIsNamedWithoutWhatIsSecretOrVaries() {
        assertThat(HttpTargets.nameOf("https://elastic:s3cret@ES.example:9243/orders/_bulk?x=1"))
                .isEqualTo("https://es.example:9243");
        assertThat(HttpTargets.nameOf("https://es.example/orders")).isEqualTo("https://es.example:443");
        assertThat(HttpTargets.nameOf("es.example:9200")).isEqualTo("http://es.example:9200");
        assertThat(HttpTargets.nameOf("http://[::1]:9200/")).isEqualTo("http://[::1]:9200");
        assertThat(targets.of("http", "::1", 9200)).isSameAs(targets.of("http://[::1]:9200"));
        assertThat(targets.of(null, "ES1", 9200)).isSameAs(target);
    }

    @Test
    void tenThousandHostsAreFewTargets() {
        for (int i = 0; i < 10_000; i++) {
            targets.of("http", "host" + i, 80).exchange(1);
        }

        assertThat(labels("firstfault_http_requests_seconds"))
                .hasSize(HttpTargets.MOST_TARGETS + 1)
                .contains("target=\"other\"");
    }

    private void reject(int count) {
        target.rejected(HttpError.REJECTED, FailureLevel.REQUEST, count, count, 429, 0);
    }

    private void nextSecond() {
        clock.advance(SECOND);
        targets.tick();
    }

    private List<String> labels(String family) {
        return meters.families().stream()
                .filter(one -> one.name().equals(family))
                .flatMap(one -> one.series().stream())
                .map(meter -> meter.labels())
                .sorted()
                .toList();
    }

    private long counter(String family, String... values) {
        return meters.families().stream()
                .filter(one -> one.name().equals(family))
                .flatMap(one -> one.series().stream())
                .filter(meter -> {
                    for (String value : values) {
                        if (!meter.labels().contains("\"" + value + "\"")) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToLong(meter -> ((Counter) meter).value())
                .sum();
    }
}
