package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Burst;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.StatementFailure;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of stores without JDBC do otherwise than drivers: connect in the background, and learn only from the
 * answer to a command that the server does not let them in. Thread-safe.
 */
public final class StoreClients {

    private final JdbcConnections connections;
    private final SignalSink sink;
    private final Clock clock;
    private final Burst failures = new Burst();
    private volatile @Nullable Resource lastTarget;
    private volatile StatementFailure lastFailure = StatementFailure.OTHER;

    StoreClients(JdbcConnections connections, SignalSink sink, Clock clock) {
        this.connections = connections;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * A client connects in the background; {@code future} is a stage of the connection.
     *
     * @param url of a connection that is only being restored; null where the future knows the address of a new one
     */
    public void connecting(@Nullable Object url, Object future) {
        long startNanos = clock.nanos();
        ((CompletionStage<?>) future).whenComplete(new BiConsumer<Object, Throwable>() {
            @Override
            public void accept(@Nullable Object connection, @Nullable Throwable thrown) {
                ended(url, future, clock.nanos() - startNanos, connection, thrown);
            }
        });
    }

    private void ended(
            @Nullable Object url,
            Object future,
            long durationNanos,
            @Nullable Object connection,
            @Nullable Throwable thrown) {
        String text = url == null ? ConnectUrl.ofLettuce(future) : ConnectUrl.of(url);
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        connections.connectEnded(text, durationNanos, connection, cause);
        if (url != null && connection != null) {
            connections.connectionClosed(connection); // the one that it restores
        }
    }

    /** A command failed, of a fault of its own or because the server is gone, does not answer, or lets nobody in. */
    public void commandFailed(Object url, long startNanos, Throwable thrown) {
        if (connections.isConnecting()) {
            return; // a part of the handshake, whose failure is the connect's
        }
        String text = ConnectUrl.of(url);
        long durationNanos = Math.max(0, clock.nanos() - startNanos);
        ConnectFailure reason =
                ConnectFailures.classify(thrown, DriverFamily.OTHER).reason();
        switch (reason) {
            case CONNECTION_LIMIT:
            case LOGIN_REFUSED:
            case NOT_READY:
                connections.connectEnded(text, durationNanos, null, thrown);
                break;
            case UNREACHABLE:
                failed(text, durationNanos, StatementFailure.TIMED_OUT, thrown);
                break;
            case DROPPED:
            case DOWN:
                failed(text, durationNanos, StatementFailure.CONNECTION_LOST, thrown);
                break;
            default: // the application's own
        }
    }

    private void failed(String url, long durationNanos, StatementFailure failure, Throwable thrown) {
        if (!isOfTheNetwork(thrown)) {
            return; // words of the server about something else
        }
        Resource target = connections.resourceOf(JdbcTarget.of(url));
        lastTarget = target;
        lastFailure = failure;
        if (failures.admits(durationNanos)) {
            record(
                    target,
                    durationNanos,
                    failure,
                    1,
                    new ErrorDetail(
                            sink.nanosSinceOrigin(),
                            thrown.getClass().getName(),
                            ErrorText.of(thrown.getMessage(), url),
                            null,
                            0,
                            Thread.currentThread().getName(),
                            ErrorText.frames(thrown.getStackTrace())));
        }
    }

    private static boolean isOfTheNetwork(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return thrown.getCause() instanceof IOException || name.contains("Connection") || name.contains("Socket");
    }

    private void record(
            Resource target, long durationNanos, StatementFailure failure, int count, @Nullable ErrorDetail error) {
        sink.record(SignalKind.STATEMENT_FAILED, target, durationNanos, failure.id(), 0, 0, count, error);
    }

    /** Once a second: records what was too many to be recorded one by one. */
    void tick() {
        int more = failures.takeExcess();
        Resource target = lastTarget;
        if (more > 0 && target != null) {
            record(target, failures.takeLongestNanos(), lastFailure, more, null);
        }
        failures.refill();
    }
}
