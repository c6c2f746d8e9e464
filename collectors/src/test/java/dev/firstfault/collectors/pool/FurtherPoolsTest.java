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
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.io.File;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Druid, Vibur, Agroal and UCP in every supported version, with the hooks woven in, over a real H2. */
class FurtherPoolsTest {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int SIZE = 2;

    /** The first connection may take a while on a busy machine. */
    private static final long TIMEOUT_MILLIS = 3_000;

    private static final String DRIVER = "2.3.232";

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
    private final Pools pools = new Pools(connections, meters, signals, Clock.SYSTEM, signals);
    private final String database = "further" + DATABASES.incrementAndGet();
    private final String url = "jdbc:h2:mem:" + database;

    static Stream<Arguments> pools() {
        return Stream.of("druid", "vibur-dbcp", "agroal-pool", "ucp")
                .flatMap(artifact ->
                        Matrix.versionsOf(artifact).stream().map(version -> Arguments.of(artifact, version)));
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
    @MethodSource("pools")
    void checkoutsHoldsWaitsAndTheTimeoutAreThoseThatHappened(String artifact, String version) throws Exception {
        try (WovenLoader loader = new WovenLoader(signals, signals, jars(artifact, version))) {
            warmUp(loader);
            assertThat(loader.inside(() -> use(open(loader, artifact), artifact)))
                    .isTrue();
        }
        assertThat(signals.of(SignalKind.POOL_OPENED))
                .extracting(FurtherPoolsTest::name)
                .containsExactly("mem:" + database);
    }

    private static String name(Signal signal) {
        return signal.resource() == null ? "" : signal.resource().name();
    }

    private boolean use(DataSource source, String artifact) throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Connection one = source.getConnection();
                    Connection other = source.getConnection()) {
                assertThat(one).isNotSameAs(other);
            }
        }
        try (Connection one = source.getConnection();
                Connection other = source.getConnection()) {
            assertThat(one).isNotSameAs(other);
            assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
            assertThat(level("jdbc_connections_active")).isEqualTo(SIZE);
            assertThat(level("jdbc_connections_idle")).isZero();
            assertThat(level("jdbc_connections_max")).isEqualTo(SIZE);
        }
        await().untilAsserted(() -> assertThat(level("jdbc_connections_active")).isZero());

        assertThat(level("jdbc_connections_idle")).isEqualTo(SIZE);
        assertThat(count("firstfault_jdbc_hold_seconds")).isEqualTo(8);
        assertThat(count("firstfault_jdbc_acquire_seconds")).isEqualTo(9);
        assertThat(counter("firstfault_jdbc_acquire_timeouts_total")).isEqualTo(1);
        assertThat(counter("firstfault_jdbc_pool_creations_total"))
                .isGreaterThanOrEqualTo(SIZE) // UCP 19 makes a third for the checkout that times out
                .isEqualTo(signals.of(SignalKind.CONNECT_SUCCEEDED).size() - 1);
        assertThat(counter("firstfault_jdbc_pool_creation_failures_total")).isZero();
        assertThat(signals.of(SignalKind.ACQUIRE_TIMED_OUT)).singleElement().satisfies(signal -> {
            assertThat(Signal.upper(signal.v1())).isEqualTo(SIZE);
            assertThat(signal.durationNanos())
                    .isGreaterThan(Duration.ofMillis(TIMEOUT_MILLIS - 100).toNanos());
        });
        close(source, artifact);
        assertThat(signals.of(SignalKind.POOL_CLOSED)).hasSize(1);
        return true;
    }

    /** Lets the driver register itself, and load what it needs: no checkout shall time out for that. */
    private static void warmUp(WovenLoader loader) throws Exception {
        Class.forName("org.h2.Driver", true, loader)
                .asSubclass(Driver.class)
                .getConstructor()
                .newInstance()
                .connect("jdbc:h2:mem:", new Properties())
                .close();
    }

    private double level(String gauge) {
        pools.tick();
        return meters.gauge(gauge, "", "name").with("mem:" + database).value();
    }

    private long counter(String name) {
        return meters.counter(name, "", "pool").with("mem:" + database).value();
    }

    private long count(String name) {
        pools.tick();
        Histogram histogram = meters.histogram(name, "", "pool").with("mem:" + database);
        long count = 0;
        for (int bucket = 0; bucket < Histogram.bucketCount(); bucket++) {
            count += histogram.bucket(bucket);
        }
        return count;
    }

    private static File[] jars(String artifact, String version) {
        List<File> jars = new ArrayList<>();
        jars.add(Matrix.jar(artifact, version));
        jars.add(Matrix.jar("h2", DRIVER));
        jars.add(Matrix.jar("slf4j-api", "1.7.36"));
        switch (artifact) {
            case "vibur-dbcp" -> {
                jars.add(Matrix.jar("vibur-object-pool", version));
                jars.add(Matrix.jar("concurrentlinkedhashmap-lru", "1.4.2"));
            }
            case "agroal-pool" -> jars.add(Matrix.jar("agroal-api", version));
            case "ucp" -> jars.add(Matrix.jar("ojdbc8", version.startsWith("23") ? "23.26.2.0.0" : "21.9.0.0"));
            default -> {}
        }
        return jars.toArray(new File[0]);
    }

    /** A pool of two, in which a checkout waits for three seconds. */
    private DataSource open(WovenLoader loader, String artifact) throws Exception {
        return switch (artifact) {
            case "druid" -> druid(loader);
            case "vibur-dbcp" -> vibur(loader);
            case "agroal-pool" -> agroal(loader);
            case "ucp" -> ucp(loader);
            default -> throw new IllegalArgumentException(artifact);
        };
    }

    private DataSource druid(WovenLoader loader) throws Exception {
        DataSource source = made(loader, "com.alibaba.druid.pool.DruidDataSource");
        set(source, "setUrl", url);
        set(source, "setDriverClassName", "org.h2.Driver");
        set(source, "setMaxActive", SIZE);
        set(source, "setMaxWait", TIMEOUT_MILLIS);
        set(source, "setTestWhileIdle", false);
        return source;
    }

    private DataSource vibur(WovenLoader loader) throws Exception {
        DataSource source = made(loader, "org.vibur.dbcp.ViburDBCPDataSource");
        set(source, "setJdbcUrl", url);
        set(source, "setUsername", "sa");
        set(source, "setPassword", "");
        set(source, "setPoolInitialSize", 0);
        set(source, "setPoolMaxSize", SIZE);
        set(source, "setConnectionTimeoutInMs", TIMEOUT_MILLIS);
        set(source, "setReducerTimeIntervalInSeconds", 0);
        source.getClass().getMethod("start").invoke(source);
        return source;
    }

    /** Through the properties reader: the builders want lambdas. */
    private DataSource agroal(WovenLoader loader) throws Exception {
        Class<?> suppliers = Class.forName(
                "io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier", true, loader);
        Object configuration = suppliers.getConstructor().newInstance();
        Object pool = suppliers.getMethod("connectionPoolConfiguration").invoke(configuration);
        pool.getClass().getMethod("maxSize", int.class).invoke(pool, SIZE);
        pool.getClass().getMethod("acquisitionTimeout", Duration.class).invoke(pool, Duration.ofMillis(TIMEOUT_MILLIS));
        Object factory =
                pool.getClass().getMethod("connectionFactoryConfiguration").invoke(pool);
        factory.getClass().getMethod("jdbcUrl", String.class).invoke(factory, url);
        Class<?> listener = Class.forName("io.agroal.api.AgroalDataSourceListener", true, loader);
        Object none = java.lang.reflect.Array.newInstance(listener, 0);
        Object ready = suppliers.getMethod("get").invoke(configuration);
        return (DataSource) Class.forName("io.agroal.api.AgroalDataSource", true, loader)
                .getMethod(
                        "from",
                        Class.forName("io.agroal.api.configuration.AgroalDataSourceConfiguration", true, loader),
                        none.getClass())
                .invoke(null, ready, none);
    }

    private DataSource ucp(WovenLoader loader) throws Exception {
        Object source = Class.forName("oracle.ucp.jdbc.PoolDataSourceFactory", true, loader)
                .getMethod("getPoolDataSource")
                .invoke(null);
        set(source, "setConnectionFactoryClassName", "org.h2.Driver");
        set(source, "setURL", url);
        set(source, "setUser", "sa");
        set(source, "setPassword", "");
        set(source, "setMaxPoolSize", SIZE);
        set(source, "setConnectionWaitTimeout", (int) TIMEOUT_MILLIS / 1000);
        return (DataSource) source;
    }

    private static void close(DataSource source, String artifact) throws Exception {
        switch (artifact) {
            case "vibur-dbcp" -> source.getClass().getMethod("terminate").invoke(source);
            case "ucp" -> {
                Object manager = Class.forName(
                                "oracle.ucp.admin.UniversalConnectionPoolManagerImpl",
                                true,
                                source.getClass().getClassLoader())
                        .getMethod("getUniversalConnectionPoolManager")
                        .invoke(null);
                Object name =
                        source.getClass().getMethod("getConnectionPoolName").invoke(source);
                manager.getClass().getMethod("stopConnectionPool", String.class).invoke(manager, name);
            }
            default -> ((AutoCloseable) source).close();
        }
    }

    private static DataSource made(WovenLoader loader, String type) throws Exception {
        return Class.forName(type, true, loader)
                .asSubclass(DataSource.class)
                .getConstructor()
                .newInstance();
    }

    private static void set(Object source, String setter, Object value) throws Exception {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterCount() == 1) {
                method.invoke(source, value);
                return;
            }
        }
        throw new NoSuchMethodException(setter);
    }
}
