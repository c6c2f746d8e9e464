package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meters;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcConnectionsTest implements ConnectListener {

    private static final String URL = "jdbc:mysql://hive:pw@db:3306/hive?password=pw";
    private static final String TARGET = "jdbc:mysql://db:3306/hive";
    private final SQLException refusal = new SQLException("Too many connections", "08004", 1040);

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final ManualClock clock = new ManualClock();
    private final List<String> lines = new ArrayList<>();
    private final JdbcConnections connections = new JdbcConnections(meters, signals, clock, this);

    @Override
    public void connectFailed(
            String target, ConnectFailure reason, ErrorDetail error, long occurrence, long sinceFirstNanos) {
        lines.add(occurrence + " " + reason.word() + ' ' + error.vendorCode() + ' ' + target + ' '
                + Duration.ofNanos(sinceFirstNanos));
    }

    @Test
    void anAttemptWithoutAnAnswerIsRecordedEveryTenSeconds() {
        long start = connections.connectStarted(URL);
        clock.advance(Duration.ofSeconds(9));
        connections.tick();
        assertThat(signals.kinds()).isEmpty();

        for (int second = 10; second <= 25; second++) {
            clock.advance(Duration.ofSeconds(1));
            connections.tick();
        }
        assertThat(signals.of(SignalKind.CONNECT_PENDING))
                .extracting(signal -> Duration.ofNanos(signal.durationNanos()).toSeconds())
                .containsExactly(10L, 20L);

        connections.connectFinished(URL, start, new Object(), null);
        clock.advance(Duration.ofSeconds(60));
        connections.tick();
        assertThat(signals.of(SignalKind.CONNECT_PENDING)).hasSize(2);
    }

    @Test
    void openConnectionsAreCountedOnceEach() {
        Object one = new Object();
        Object other = new Object();
        connect(one);
        connect(other);

        connections.connectionClosed(one);
        connections.connectionClosed(one);
        connections.connectionClosed(new Object());

        assertThat(signals.kinds())
                .containsExactly(
                        SignalKind.CONNECT_SUCCEEDED, SignalKind.CONNECT_SUCCEEDED, SignalKind.CONNECTION_CLOSED);
        assertThat(signals.of(SignalKind.CONNECTION_CLOSED))
                .singleElement()
                .extracting(Signal::v1)
                .isEqualTo(1L);
        assertThat(openGauge()).isEqualTo(1);
    }

    @Test
    void durationIsFromTheStartOfTheConnect() {
        long start = connections.connectStarted(URL);
        clock.advance(Duration.ofMillis(7));
        connections.connectFinished(URL, start, new Object(), null);

        assertThat(signals.of(SignalKind.CONNECT_SUCCEEDED))
                .singleElement()
                .extracting(Signal::durationNanos)
                .isEqualTo(7_000_000L);
    }

    @Test
    void connectWithinAConnectCountsOnce() {
        Object connection = new Object();
        long outer = connections.connectStarted(URL);
        long inner = connections.connectStarted(URL);
        connections.connectFinished(URL, inner, connection, null);
        connections.connectFinished(URL, outer, connection, null);

        long failing = connections.connectStarted(URL);
        long inside = connections.connectStarted(URL);
        connections.connectFinished(URL, inside, null, refusal);
        connections.connectFinished(URL, failing, null, new SQLException("wrapped", refusal));

        assertThat(signals.kinds()).containsExactly(SignalKind.CONNECT_SUCCEEDED, SignalKind.CONNECT_FAILED);
    }

    @Test
    void urlOfAnotherDriverIsNoConnect() {
        connections.connectFinished(URL, connections.connectStarted(URL), null, null);

        assertThat(signals.kinds()).isEmpty();
        assertThat(failures()).isEmpty();
    }

    @Test
    void connectionThatIsLostUnclosedStopsCounting() {
        connect(new Object());

        await().untilAsserted(() -> {
            System.gc();
            connections.tick();
            assertThat(openGauge()).isZero();
        });
    }

    @Test
    void firstFailureOfATargetShowsAllReasonsAtZero() {
        fail(refusal);

        assertThat(failures())
                .hasSize(ConnectFailure.values().length)
                .contains("target=\"" + TARGET + "\",reason=\"connection-limit\" 1")
                .contains("target=\"" + TARGET + "\",reason=\"down\" 0");
    }

    @Test
    void failureCarriesReasonCodeAndOwnOpenConnections() {
        connect(new Object());
        fail(refusal);

        assertThat(signals.of(SignalKind.CONNECT_FAILED)).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isEqualTo(ConnectFailure.CONNECTION_LIMIT.id());
            assertThat(Signal.lower(signal.v2())).isEqualTo(1040);
            assertThat(signal.v3()).isEqualTo(1);
            assertThat(signal.error()).isNotNull();
        });
    }

    @Test
    void stormIsRecordedOneByOneOnlyUpToABoundAndThenTogether() {
        for (int i = 0; i < 1000; i++) {
            fail(refusal);
        }
        assertThat(signals.of(SignalKind.CONNECT_FAILED)).hasSize(Burst.SINGLES);

        connections.tick();

        assertThat(signals.of(SignalKind.CONNECT_FAILED))
                .hasSize(Burst.SINGLES + 1)
                .last()
                .satisfies(signal -> {
                    assertThat(signal.count()).isEqualTo(1000 - Burst.SINGLES);
                    assertThat(signal.v1()).isEqualTo(ConnectFailure.CONNECTION_LIMIT.id());
                    assertThat(signal.error()).isNull();
                });
        connections.tick();
        assertThat(signals.of(SignalKind.CONNECT_FAILED)).hasSize(Burst.SINGLES + 1);
        fail(refusal);
        assertThat(signals.of(SignalKind.CONNECT_FAILED)).hasSize(Burst.SINGLES + 2);
    }

    @Test
    void firstThirdAndRoundOccurrencesAreWorthALine() {
        for (int i = 0; i < 120; i++) {
            fail(refusal);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(lines)
                .containsExactly(
                        "1 connection-limit 1040 " + TARGET + " PT0S",
                        "3 connection-limit 1040 " + TARGET + " PT2S",
                        "10 connection-limit 1040 " + TARGET + " PT9S",
                        "100 connection-limit 1040 " + TARGET + " PT1M39S");
    }

    @Test
    void tooManyTargetsShareOne() {
        for (int i = 0; i < 200; i++) {
            connections.connectFinished(
                    "jdbc:mysql://h" + i + "/db", connections.connectStarted(URL), new Object(), null);
        }

        assertThat(meters.gauge("firstfault_jdbc_open_connections", "", "target")
                        .series())
                .hasSize(51)
                .extracting(Gauge::labels)
                .contains("target=\"jdbc:unknown\"");
    }

    private void connect(Object connection) {
        connections.connectFinished(URL, connections.connectStarted(URL), connection, null);
    }

    private void fail(Throwable thrown) {
        connections.connectFinished(URL, connections.connectStarted(URL), null, thrown);
    }

    private double openGauge() {
        return meters.gauge("firstfault_jdbc_open_connections", "", "target")
                .with(TARGET)
                .value();
    }

    private List<String> failures() {
        return meters.counter("firstfault_jdbc_connect_failures_total", "", "target", "reason").series().stream()
                .map((Counter counter) -> counter.labels() + ' ' + counter.value())
                .toList();
    }
}
