package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.Closeable;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    /** 0.9.3 keeps trying; nobody is accepted meanwhile. */
    @Test
    void aClientOfAnOldServerIsTurnedAwayOnceItHasWaitedForAllTheServersPatience() throws Exception {
        HostExecutors timed = new HostExecutors(
                new JdkPackages(ByteBuddyAgent.install()), new Meters(), signals, Clock.SYSTEM, signals);
        SignalBridge.connect(new Receiver() {
            @Override
            public void executorOpened(Object executor) {
                timed.opened(executor);
            }
        });
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), (task, pool) -> {
                    timed.rejected(pool, task);
                    throw new RejectedExecutionException("full");
                });
        CountDownLatch release = new CountDownLatch(1);
        try (WovenLoader loader = new WovenLoader(
                signals, signals, Matrix.jar("libthrift", "0.9.3"), Matrix.jar("slf4j-api", "1.7.36"))) {
            Object socket = socket(loader);
            Object arguments = arguments(loader, socket, workers);
            arguments
                    .getClass()
                    .getMethod("processor", type(loader, "TProcessor"))
                    .invoke(arguments, waiting(loader, release));
            arguments.getClass().getMethod("requestTimeout", int.class).invoke(arguments, 200);
            arguments
                    .getClass()
                    .getMethod("requestTimeoutUnit", TimeUnit.class)
                    .invoke(arguments, TimeUnit.MILLISECONDS);
            Object server = type(loader, "server.TThreadPoolServer")
                    .getConstructor(arguments.getClass())
                    .newInstance(arguments);
            Thread acceptor = new Thread(() -> serve(server), "acceptor");
            acceptor.start();
            int port = ((ServerSocket)
                            socket.getClass().getMethod("getServerSocket").invoke(socket))
                    .getLocalPort();
            try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
                await().until(() -> workers.getActiveCount() == 1);
                try (Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    assertThat(second.getInputStream().read())
                            .as("closed while %s is served", first)
                            .isEqualTo(-1);
                }
            } finally {
                release.countDown();
                server.getClass().getMethod("stop").invoke(server);
                ((Closeable) socket).close();
                acceptor.join();
                workers.shutdownNow();
            }
        }
        timed.tick();

        assertThat(signals.of(SignalKind.CLIENT_TURNED_AWAY)).singleElement().satisfies(client -> {
            assertThat(client.count()).isEqualTo(1);
            assertThat(client.resource()).isEqualTo(new Resource(ResourceKind.EXECUTOR, "thrift-server"));
        });
        assertThat(signals.of(SignalKind.TASK_REJECTED).stream()
                        .mapToInt(Signal::count)
                        .sum())
                .as("it was tried again")
                .isGreaterThan(1);
    }

    private static void serve(Object server) {
        try {
            server.getClass().getMethod("serve").invoke(server);
        } catch (ReflectiveOperationException failed) {
            throw new LinkageError("cannot serve", failed);
        }
    }

    private static Object waiting(ClassLoader loader, CountDownLatch release) throws ClassNotFoundException {
        return Proxy.newProxyInstance(
                loader, new Class<?>[] {type(loader, "TProcessor")}, (processor, method, streams) -> {
                    release.await();
                    return false;
                });
    }

    private static Class<?> type(ClassLoader loader, String name) throws ClassNotFoundException {
        return Class.forName("org.apache.thrift." + name, true, loader);
    }

    private static Object socket(ClassLoader loader) throws ReflectiveOperationException {
        return type(loader, "transport.TServerSocket").getConstructor(int.class).newInstance(0);
    }

    private static Object arguments(ClassLoader loader, Object socket, ExecutorService workers)
            throws ReflectiveOperationException {
        Class<?> type = type(loader, "server.TThreadPoolServer$Args");
        Object arguments =
                type.getConstructor(type(loader, "transport.TServerTransport")).newInstance(socket);
        type.getMethod("executorService", ExecutorService.class).invoke(arguments, workers);
        return arguments;
    }

    /** A server with these workers; what is closed is its socket. */
    private static Closeable server(ClassLoader loader, ExecutorService workers) throws Exception {
        Object socket = socket(loader);
        Object arguments = arguments(loader, socket, workers);
        type(loader, "server.TThreadPoolServer")
                .getConstructor(arguments.getClass())
                .newInstance(arguments);
        return (Closeable) socket;
    }
}
