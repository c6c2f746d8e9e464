package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workers of a real Thrift server are known as such, whatever they were taken for before. */
class ThriftServerProbeTest {

    private final RecordedSignals signals = new RecordedSignals();
    private final HostExecutors executors = new HostExecutors(
            new JdkPackages(ByteBuddyAgent.install()), new Meters(), signals, new ManualClock(), signals);

    @AfterEach
    void disconnectBridge() {
        SignalBridge.connect(new Receiver());
        assertThat(signals.degraded()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.9.3, false", "0.16.0, true"})
    void itsExecutorIsAServersAndWhatItRejectsAreClients(String version, boolean turnsAway) throws Exception {
        SignalBridge.connect(new Receiver() {
            @Override
            public void executorOpened(Object executor) {
                executors.opened(executor);
            }
        });
        ThreadPoolExecutor workers = new ThreadPoolExecutor(1, 5, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        executors.opened(workers);
        executors.tick();
        assertThat(signals.of(SignalKind.EXECUTOR_OPENED))
                .singleElement()
                .extracting(Signal::v3)
                .isEqualTo((long) ExecutorKind.THREAD_POOL.id());

        try (WovenLoader loader = new WovenLoader(
                        signals, signals, Matrix.jar("libthrift", version), Matrix.jar("slf4j-api", "1.7.36"));
                Closeable socket = server(loader, workers)) {
            executors.tick();
            executors.rejected(workers, socket);
        } finally {
            workers.shutdown();
        }

        Resource server = new Resource(ResourceKind.EXECUTOR, "thrift-server");
        assertThat(signals.of(SignalKind.EXECUTOR_OPENED)).last().satisfies(opened -> {
            assertThat(opened.resource()).isEqualTo(server);
            assertThat(opened.v3()).isEqualTo(ExecutorKind.SERVER.id());
        });
        assertThat(signals.of(SignalKind.TASK_REJECTED))
                .singleElement()
                .extracting(Signal::resource)
                .isEqualTo(server);
        assertThat(signals.of(SignalKind.CLIENT_TURNED_AWAY)).hasSize(turnsAway ? 1 : 0);
    }

    /** A server with these workers; what is closed is its socket. */
    private static Closeable server(ClassLoader loader, ExecutorService workers) throws Exception {
        Class<?> transportType = Class.forName("org.apache.thrift.transport.TServerTransport", true, loader);
        Class<?> socketType = Class.forName("org.apache.thrift.transport.TServerSocket", true, loader);
        Class<?> serverType = Class.forName("org.apache.thrift.server.TThreadPoolServer", true, loader);
        Class<?> argumentsType = Class.forName("org.apache.thrift.server.TThreadPoolServer$Args", true, loader);
        Object socket = socketType.getConstructor(int.class).newInstance(0);
        Object arguments = argumentsType.getConstructor(transportType).newInstance(socket);
        argumentsType.getMethod("executorService", ExecutorService.class).invoke(arguments, workers);
        serverType.getConstructor(argumentsType).newInstance(arguments);
        return (Closeable) socket;
    }
}
