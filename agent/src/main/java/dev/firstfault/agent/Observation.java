package dev.firstfault.agent;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.collectors.pool.Pools;
import dev.firstfault.collectors.thread.WorkerPools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import org.jspecify.annotations.Nullable;

/**
 * The collectors of this process. Those of libraries are made when the first hooked class appears, before any of its code
 * runs: most JVMs never load one, and shall not pay for them. Thread-safe.
 */
final class Observation {

    private final Clock clock;
    private final Recorder recorder;
    private final Meters meters;
    private final ConnectLines connectLines;
    private final LazyExecutors executors;
    private final EndingReceiver ending;
    private final LazyHttp http;
    private volatile @Nullable Observers observers;

    Observation(
            Clock clock,
            Recorder recorder,
            Meters meters,
            ConnectLines connectLines,
            LifeSignals life,
            LazyExecutors executors) {
        this.clock = clock;
        this.recorder = recorder;
        this.meters = meters;
        this.connectLines = connectLines;
        this.executors = executors;
        this.ending = new EndingReceiver(life, executors);
        this.http = new LazyHttp(meters, recorder, clock);
        SignalBridge.connect(ending);
    }

    EndingReceiver ending() {
        return ending;
    }

    /** The executors that threads work for. */
    WorkerPools workerPools() {
        return executors;
    }

    /** The JDK's executors were hooked only now: those that have threads are found by them. */
    void executorsAreOlder() {
        executors.get().findByThreads();
    }

    /** A hooked class is about to be defined. */
    void libraryAppears() {
        if (observers == null) {
            make();
        }
    }

    private synchronized void make() {
        if (observers == null) {
            JdbcConnections connections = new JdbcConnections(meters, recorder, clock, connectLines);
            Pools pools = new Pools(connections, meters, recorder, clock, recorder);
            Observers made = new Observers(connections, pools, http, ending, recorder);
            SignalBridge.connect(made);
            observers = made;
        }
    }

    /** What is gathered or summed up once a second. */
    void tick() {
        executors.tick();
        http.tick();
        ending.tick();
        Observers made = observers;
        if (made != null) {
            made.tick();
        }
    }
}
