package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.Closeable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that comes to a running process: loaded classes get their hooks, open pools are found. */
class AttachTest {

    private static final HookTable HOOKS = HookTable.of(ProbeCatalog.all(), Set.of());

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
    private final Pools pools = new Pools(connections, meters, signals, Clock.SYSTEM, signals);

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5.1", "2.6.1", "4.0.3", "7.1.0"})
    void poolThatWasOpenBeforeIsFollowedFromItsNextCheckout(String version) throws Exception {
        HookTable none = HookTable.of(new Probe[0], Set.of());
        try (WovenLoader loader = new WovenLoader(
                        none,
                        signals,
                        signals,
                        Matrix.jar("HikariCP", version),
                        Matrix.jar("h2", "2.3.232"),
                        Matrix.jar("slf4j-api", "1.7.36"));
                Closeable source = open(loader, "jdbc:h2:mem:attached" + version.replace('.', '_'))) {
            DataSource pool = (DataSource) source;
            Connection heldThroughout = pool.getConnection();

            retransform(loader);
            SignalBridge.connect(new ConnectionReceiver(connections, pools));
            pool.getConnection().close();
            heldThroughout.close();
            pools.tick();

            assertThat(signals.degraded()).isEmpty();
            assertThat(signals.of(SignalKind.POOL_OPENED))
                    .singleElement()
                    .extracting(Signal::v1)
                    .isEqualTo(2L);
            assertThat(meters.gauge("hikaricp_connections_max", "", "pool")
                            .with("orders")
                            .value())
                    .isEqualTo(2);
            assertThat(signals.of(SignalKind.POOL_STATE))
                    .singleElement()
                    .extracting(signal -> Signal.upper(signal.v3()))
                    .isEqualTo(1);
        }
    }

    private void retransform(WovenLoader loader) throws Exception {
        Instrumentation instrumentation = ByteBuddyAgent.install();
        Weaver weaver = new Weaver(WovenLoader::adviceFile, signals, signals);
        ClassFileTransformer transformer = new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader of, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
                List<Hook> hooks = of == loader ? HOOKS.on(name) : null;
                return hooks == null ? null : weaver.weave(name, classFile, hooks);
            }
        };
        instrumentation.addTransformer(transformer, true);
        try {
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (type.getClassLoader() == loader && HOOKS.on(type.getName().replace('.', '/')) != null) {
                    instrumentation.retransformClasses(type);
                }
            }
        } finally {
            instrumentation.removeTransformer(transformer);
        }
    }

    private static Closeable open(WovenLoader loader, String url) throws Exception {
        Class<?> type = Class.forName("com.zaxxer.hikari.HikariConfig", true, loader);
        Object config = type.getConstructor().newInstance();
        type.getMethod("setDriverClassName", String.class).invoke(config, "org.h2.Driver");
        type.getMethod("setJdbcUrl", String.class).invoke(config, url);
        type.getMethod("setPoolName", String.class).invoke(config, "orders");
        type.getMethod("setMaximumPoolSize", int.class).invoke(config, 2);
        return loader.inside(() -> Class.forName("com.zaxxer.hikari.HikariDataSource", true, loader)
                .asSubclass(Closeable.class)
                .getConstructor(type)
                .newInstance(config));
    }
}
