package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every supported HikariCP with the hooks woven in, over a real H2. */
class HikariPoolProbeTest {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
    private final Pools pools = new Pools(connections, meters, signals, Clock.SYSTEM, signals);
    private final String database = "pool" + DATABASES.incrementAndGet();

    static List<String> versions() {
        return Matrix.versionsOf("HikariCP");
    }

    @BeforeEach
    void connectBridge() {
        SignalBridge.connect(new ConnectionReceiver(connections, pools));
    }

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void exhaustedPoolSignalsTheWholeWaitAndTheTimeout(String version) throws Exception {
        try (Hikari hikari = new Hikari(version, "orders", "jdbc:h2:mem:" + database, 1);
                Connection held = hikari.source().getConnection()) {
            assertThat(held.isClosed()).isFalse();
            assertThatThrownBy(() -> hikari.source().getConnection()).isInstanceOf(SQLException.class);
        }

        assertThat(signals.of(SignalKind.ACQUIRE_TIMED_OUT)).singleElement().satisfies(signal -> {
            assertThat(name(signal)).isEqualTo("orders");
            assertThat(Duration.ofNanos(signal.durationNanos())).isBetween(Hikari.TIMEOUT, Duration.ofSeconds(20));
            assertThat(Signal.upper(signal.v1())).as("active").isEqualTo(1);
            assertThat(Signal.lower(signal.v2())).as("maximum").isEqualTo(1);
            assertThat(signal.error()).isNotNull();
        });
        pools.tick();
        assertThat(meters.counter("hikaricp_connections_timeout_total", "", "pool")
                        .with("orders")
                        .value())
                .isEqualTo(1);
        assertThat(count(meters.histogram("firstfault_jdbc_acquire_seconds", "", "pool")
                        .with("orders")))
                .as("one checkout, one timeout")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void waitThatEndsWellIsTimedFromWhereItBegan(String version) throws Exception {
        try (Hikari hikari = new Hikari(version, "orders", "jdbc:h2:mem:" + database, 1)) {
            Connection held = hikari.source().getConnection();
            CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> checkOutAndReturn(hikari));
            await().until(() -> levels("hikaricp_connections_pending") == 1);
            long waitedAtLeast = System.nanoTime();
            await().pollDelay(Duration.ofMillis(60)).until(() -> System.nanoTime() - waitedAtLeast > 60_000_000);
            held.close();
            waiter.join();
            pools.tick();
        }

        assertThat(signals.of(SignalKind.POOL_STATE))
                .anySatisfy(signal -> assertThat(signal.durationNanos()).isGreaterThan(60_000_000));
        assertThat(signals.of(SignalKind.ACQUIRE_TIMED_OUT)).isEmpty();
        Histogram acquire = meters.histogram("hikaricp_connections_acquire_seconds", "", "pool")
                .with("orders");
        assertThat(count(acquire)).isEqualTo(2);
        assertThat(acquire.sumNanos()).isGreaterThan(60_000_000);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void holdIsTimedFromCheckoutToReturn(String version) throws Exception {
        try (Hikari hikari = new Hikari(version, "orders", "jdbc:h2:mem:" + database, 2)) {
            for (int i = 0; i < 5; i++) {
                Connection held = hikari.source().getConnection();
                long since = System.nanoTime();
                while (System.nanoTime() - since < 12_000_000) {
                    Thread.onSpinWait();
                }
                held.close();
            }
            pools.tick();
        }

        Histogram usage = meters.histogram("hikaricp_connections_usage_seconds", "", "pool")
                .with("orders");
        assertThat(count(usage)).isEqualTo(5);
        assertThat(usage.bucket(0)).isZero();
        assertThat(usage.sumNanos()).isBetween(60_000_000L, 5_000_000_000L);
        assertThat(signals.of(SignalKind.POOL_STATE)).last().satisfies(signal -> {
            assertThat(Signal.upper(signal.v3())).as("checkouts").isEqualTo(5);
            assertThat(Signal.lower(signal.v3())).as("longest hold").isGreaterThanOrEqualTo(12);
        });
    }

    @ParameterizedTest
    @MethodSource("versions")
    void poolIsSeenOpeningAndClosing(String version) throws Exception {
        try (Hikari hikari = new Hikari(version, "orders", "jdbc:h2:mem:" + database, 3)) {
            hikari.source().getConnection().close();
            pools.tick();
            assertThat(levels("hikaricp_connections_max")).isEqualTo(3);
            assertThat(levels("hikaricp_connections_active")).isZero();
        }
        pools.tick();

        assertThat(signals.of(SignalKind.POOL_OPENING)).hasSize(1);
        assertThat(signals.of(SignalKind.POOL_OPENED)).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).as("maximum").isEqualTo(3);
            assertThat(signals.resource((int) signal.v3()).name()).isEqualTo("jdbc:h2:mem:" + database);
        });
        assertThat(signals.of(SignalKind.POOL_CLOSED)).hasSize(1);
        assertThat(meters.gauge("hikaricp_connections_max", "", "pool").series())
                .isEmpty();
        assertThat(signals.of(SignalKind.CONNECTION_CLOSED)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void madeUpNameGivesWayToThePlaceAndIsNumberedWhereItIsTaken(String version) throws Exception {
        String url = "jdbc:h2:mem:" + database;
        try (Hikari first = new Hikari(version, null, url, 1)) {
            try (Hikari second = new Hikari(version, null, url, 1)) {
                assertThat(second.source()).isNotSameAs(first.source());
            }
            try (Hikari third = new Hikari(version, null, url, 1)) {
                assertThat(third.source()).isNotSameAs(first.source());
            }
        }

        assertThat(signals.of(SignalKind.POOL_OPENED))
                .extracting(HikariPoolProbeTest::name)
                .containsExactly("mem:" + database, "mem:" + database + "#2", "mem:" + database + "#2");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void poolThatCannotBeOpenedIsCountedAndItsReasonIsKnown(String version) throws Exception {
        assertThatThrownBy(() -> new Hikari(version, "orders", "jdbc:h2:mem:" + database + ";IFEXISTS=TRUE", 1))
                .isInstanceOf(InvocationTargetException.class);

        assertThat(signals.of(SignalKind.POOL_OPENING)).hasSize(1);
        assertThat(signals.of(SignalKind.POOL_OPENED)).isEmpty();
        assertThat(signals.of(SignalKind.CONNECT_FAILED))
                .isNotEmpty()
                .allSatisfy(
                        signal -> assertThat(ConnectFailure.ofId(signal.v1())).isEqualTo(ConnectFailure.NO_DATABASE));
        assertThat(meters.counter("firstfault_jdbc_pool_openings_total", "", "pool")
                        .with("orders")
                        .value())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void connectionGivenUpWhileHeldEndsItsHold(String version) throws Exception {
        try (Hikari hikari = new Hikari(version, "orders", "jdbc:h2:mem:" + database, 1)) {
            Connection held = hikari.source().getConnection();
            hikari.evict(held);
            held.close();
            pools.tick();
            Histogram usage = meters.histogram("hikaricp_connections_usage_seconds", "", "pool")
                    .with("orders");
            await().untilAsserted(() -> {
                pools.tick();
                assertThat(count(usage)).isEqualTo(1);
            });
            hikari.source().getConnection().close();
        }
    }

    private double levels(String gauge) {
        pools.tick();
        return meters.gauge(gauge, "", "pool").with("orders").value();
    }

    private static void checkOutAndReturn(Hikari hikari) {
        try {
            hikari.source().getConnection().close();
        } catch (SQLException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static long count(Histogram histogram) {
        long count = 0;
        for (int bucket = 0; bucket < Histogram.bucketCount(); bucket++) {
            count += histogram.bucket(bucket);
        }
        return count;
    }

    private static String name(Signal signal) {
        return signal.resource() == null ? "" : signal.resource().name();
    }

    /** A pool of one version of HikariCP over H2, woven. */
    private final class Hikari implements AutoCloseable {

        /** HikariCP takes no shorter one before 2.5. */
        static final Duration TIMEOUT = Duration.ofSeconds(1);

        private final WovenLoader loader;
        private final Object source;

        Hikari(String version, @Nullable String name, String url, int size) throws Exception {
            loader = new WovenLoader(
                    signals,
                    signals,
                    Matrix.jar("HikariCP", version),
                    Matrix.jar("h2", "2.3.232"),
                    Matrix.jar("slf4j-api", "1.7.36"));
            Class<?> type = Class.forName("com.zaxxer.hikari.HikariConfig", true, loader);
            Object config = type.getConstructor().newInstance();
            type.getMethod("setDriverClassName", String.class).invoke(config, "org.h2.Driver");
            type.getMethod("setJdbcUrl", String.class).invoke(config, url);
            type.getMethod("setMaximumPoolSize", int.class).invoke(config, size);
            type.getMethod("setConnectionTimeout", long.class).invoke(config, TIMEOUT.toMillis());
            if (name != null) {
                type.getMethod("setPoolName", String.class).invoke(config, name);
            }
            source = loader.inside(() -> Class.forName("com.zaxxer.hikari.HikariDataSource", true, loader)
                    .getConstructor(type)
                    .newInstance(config));
        }

        DataSource source() {
            return (DataSource) source;
        }

        void evict(Connection connection) throws Exception {
            source.getClass().getMethod("evictConnection", Connection.class).invoke(source, connection);
        }

        @Override
        public void close() throws IOException {
            ((Closeable) source).close();
            loader.close();
        }
    }
}
