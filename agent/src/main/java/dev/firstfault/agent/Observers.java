package dev.firstfault.agent;

import dev.firstfault.collectors.ConnectionReceiver;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.collectors.pool.HikariPools;
import dev.firstfault.exporters.http.HttpListener;
import org.jspecify.annotations.Nullable;

/** Hands each call of hooked code to the collector that it concerns. */
final class Observers extends ConnectionReceiver {

    private final JdbcConnections connections;
    private final HikariPools pools;
    private final LifeSignals life;
    private volatile @Nullable HttpListener listener;

    Observers(JdbcConnections connections, HikariPools pools, LifeSignals life) {
        super(connections, pools);
        this.connections = connections;
        this.pools = pools;
        this.life = life;
    }

    /** Names the listener that a halt does not wait for. */
    void closedByHalt(HttpListener opened) {
        listener = opened;
    }

    /** What is gathered or summed up once a second. */
    void tick() {
        connections.tick();
        pools.tick();
    }

    @Override
    public void exiting(int status) {
        life.exiting(status);
    }

    @Override
    public void halting(int status) {
        life.halting(status);
        HttpListener open = listener;
        if (open != null) {
            open.close(); // the JVM gives a thread that is in native code, as one in accept() is, 300 ms to leave it
        }
    }

    @Override
    public void uncaught(Thread thread, Throwable thrown) {
        life.uncaught(thread, thrown);
    }
}
