package dev.firstfault.agent;

import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.pool.Pools;
import org.jspecify.annotations.Nullable;

/** Hands each call of hooked code to the collector that it concerns. */
final class Observers extends ConnectionReceiver {

    private final JdbcConnections connections;
    private final Pools pools;
    private final LazyHttp http;
    private final EndingReceiver ending;

    Observers(JdbcConnections connections, Pools pools, LazyHttp http, EndingReceiver ending) {
        super(connections, pools);
        this.http = http;
        this.connections = connections;
        this.pools = pools;
        this.ending = ending;
    }

    /** What is gathered or summed up once a second. */
    void tick() {
        connections.tick();
        pools.tick();
    }

    @Override
    public void answered(Object requestLine, Object host, Object response) {
        http.searchAnswers().answered(requestLine, host, response);
    }

    @Override
    public void executorOpened(Object executor) {
        ending.executorOpened(executor);
    }

    @Override
    public void executorClosed(Object executor) {
        ending.executorClosed(executor);
    }

    @Override
    public void taskRejected(Object executor, Object task) {
        ending.taskRejected(executor, task);
    }

    @Override
    public void eventLoopOpened(Object loop) {
        ending.eventLoopOpened(loop);
    }

    @Override
    public void eventLoopRejected(Object loop, Object task) {
        ending.eventLoopRejected(loop, task);
    }

    @Override
    public long pinning() {
        return ending.pinning();
    }

    @Override
    public void pinned(long startNanos) {
        ending.pinned(startNanos);
    }

    @Override
    public void nameResolving(String host) {
        ending.nameResolving(host);
    }

    @Override
    public void nameResolved(String host, @Nullable Throwable thrown) {
        ending.nameResolved(host, thrown);
    }

    @Override
    public void exiting(int status) {
        ending.exiting(status);
    }

    @Override
    public void halting(int status) {
        ending.halting(status);
    }

    @Override
    public void uncaught(Thread thread, Throwable thrown) {
        ending.uncaught(thread, thrown);
    }
}
