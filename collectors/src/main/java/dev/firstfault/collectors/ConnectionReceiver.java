package dev.firstfault.collectors;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.pool.Pools;
import org.jspecify.annotations.Nullable;

/** Takes what the probes of drivers and pools say. What fails in here, the advice swallows: the host never sees it. */
public class ConnectionReceiver extends Receiver {

    private final JdbcConnections connections;
    private final Pools pools;

    public ConnectionReceiver(JdbcConnections connections, Pools pools) {
        this.connections = connections;
        this.pools = pools;
    }

    @Override
    public long connectStarted(Object url) {
        return connections.connectStarted(url);
    }

    @Override
    public void connectFinished(Object url, long startNanos, @Nullable Object connection, @Nullable Throwable thrown) {
        connections.connectFinished(url, startNanos, connection, thrown);
    }

    @Override
    public void connecting(@Nullable Object url, Object future) {
        connections.stores().connecting(url, future);
    }

    @Override
    public void commandFailed(Object url, long startNanos, Throwable thrown) {
        connections.stores().commandFailed(url, startNanos, thrown);
    }

    @Override
    public void connectionClosed(Object connection) {
        connections.connectionClosed(connection);
        pools.discarded(connection); // a pool's own record of it may be the connection itself
    }

    @Override
    public void poolOpening(Object config) {
        pools.opening(config);
    }

    @Override
    public void poolOpened(Object pool, Object config) {
        pools.opened(pool, config);
    }

    @Override
    public void poolClosed(Object pool) {
        pools.closed(pool);
    }

    @Override
    public void acquireWaits(Object pool) {
        pools.acquireWaits(pool);
    }

    @Override
    public void acquireWaitsNot() {
        pools.acquireWaitsNot();
    }

    @Override
    public void acquired(Object entry, Object pool, @Nullable Object connection, long atNanos) {
        pools.acquired(entry, pool, connection, atNanos);
    }

    @Override
    public void acquiredWrapped(Object wrapper, Object pool) {
        pools.acquiredWrapped(wrapper, pool);
    }

    @Override
    public void poolCleared(Object pool) {
        pools.cleared(pool);
    }

    @Override
    public void acquireFailed(Object pool, Throwable thrown) {
        pools.acquireFailed(pool, thrown);
    }

    @Override
    public void released(Object entry, long atNanos) {
        pools.released(entry, atNanos);
    }

    @Override
    public void discarded(Object entry) {
        pools.discarded(entry);
    }

    @Override
    public void created(Object pool, long startNanos, @Nullable Throwable thrown) {
        pools.created(pool, startNanos, thrown);
    }

    @Override
    public void statementCreated(Object connection, Object statement, @Nullable String sql) {
        connections.statements().created(connection, statement, sql);
    }

    @Override
    public long statementStarted(Object statement, @Nullable String sql) {
        return connections.statements().started(statement, sql);
    }

    @Override
    public void statementFinished(Object statement, long startNanos, @Nullable Throwable thrown) {
        connections.statements().finished(statement, startNanos, thrown);
    }

    @Override
    public void rowReceived() {
        connections.statements().rowReceived();
    }

    @Override
    public void statementClosed(Object statement) {
        connections.statements().closed(statement);
    }
}
