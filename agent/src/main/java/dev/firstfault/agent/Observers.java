package dev.firstfault.agent;

import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.http.JdkClientHooks;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.signals.Health;
import org.jspecify.annotations.Nullable;

/** Hands each call of hooked code to the collector that it concerns. */
final class Observers extends ConnectionReceiver {

    private final JdbcConnections connections;
    private final Pools pools;
    private final LazyHttp http;
    private final EndingReceiver ending;
    private final Health health;

    Observers(JdbcConnections connections, Pools pools, LazyHttp http, EndingReceiver ending, Health health) {
        super(connections, pools);
        this.http = http;
        this.connections = connections;
        this.pools = pools;
        this.ending = ending;
        this.health = health;
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

    @Override
    public @Nullable Object exchangeStarted(@Nullable Object host, Object request) {
        return http.exchanges().started(host, request);
    }

    @Override
    public void exchangeEnded(Object exchange, @Nullable Object answer, @Nullable Throwable thrown) {
        http.exchanges().ended(exchange, answer, thrown);
    }

    @Override
    public void exchangeAnnounced(@Nullable Object consumer) {
        http.exchanges().announced(consumer);
    }

    @Override
    public void exchangeOpened(Object handler, Object scope, @Nullable Object consumer) {
        http.exchanges().opened(handler, scope, consumer);
    }

    @Override
    public void exchangeHead(Object handler, Object head) {
        http.exchanges().headCame(handler, head);
    }

    @Override
    public void exchangeClosed(Object handler, @Nullable Throwable thrown) {
        http.exchanges().closed(handler, thrown);
    }

    @Override
    public void exchangeSent(Object request, Object future) {
        try {
            http.exchanges().sent(request, future);
        } catch (Throwable unseen) { // no advice is around this call that would swallow it
            health.degraded("probe:" + JdkClientHooks.PROBE, "exchanges go unobserved: " + unseen);
        }
    }

    @Override
    public void itemFailed(int status, Throwable thrown) {
        http.itemFailures().failed(status, thrown.getMessage());
    }

    @Override
    public void leaseAsked(Object manager, Object route) {
        http.exchanges().leaseAsked(manager, route);
    }

    @Override
    public void leaseEnded() {
        http.exchanges().leaseEnded();
    }
}
