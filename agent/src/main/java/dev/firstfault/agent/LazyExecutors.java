package dev.firstfault.agent;

import dev.firstfault.collectors.executor.EventLoops;
import dev.firstfault.collectors.executor.HostExecutors;
import dev.firstfault.collectors.executor.JdkPackages;
import dev.firstfault.collectors.thread.WorkerPools;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** The collectors of executors and of event loops, each made when the host constructs its first. Thread-safe. */
final class LazyExecutors implements WorkerPools {

    private final Instrumentation instrumentation;
    private final Meters meters;
    private final Recorder recorder;
    private final Clock clock;
    private volatile @Nullable HostExecutors executors;
    private volatile @Nullable EventLoops eventLoops;

    LazyExecutors(Instrumentation instrumentation, Meters meters, Recorder recorder, Clock clock) {
        this.instrumentation = instrumentation;
        this.meters = meters;
        this.recorder = recorder;
        this.clock = clock;
    }

    HostExecutors get() {
        HostExecutors made = executors;
        return made == null ? make() : made;
    }

    EventLoops eventLoops() {
        EventLoops made = eventLoops;
        return made == null ? makeEventLoops() : made;
    }

    /** Once a second. */
    void tick() {
        HostExecutors made = executors;
        if (made != null) {
            made.tick();
        }
        EventLoops loops = eventLoops;
        if (loops != null) {
            loops.tick();
        }
    }

    @Override
    public @Nullable ThreadPoolExecutor executorOf(Thread thread) {
        HostExecutors made = executors;
        return made == null ? null : made.executorOf(thread);
    }

    @Override
    public int threads(ThreadPoolExecutor executor) {
        return get().threads(executor);
    }

    @Override
    public int resourceId(ThreadPoolExecutor executor) {
        return get().resourceId(executor);
    }

    private synchronized HostExecutors make() {
        HostExecutors made = executors;
        if (made == null) {
            made = new HostExecutors(new JdkPackages(instrumentation), meters, recorder, clock, recorder);
            executors = made;
        }
        return made;
    }

    private synchronized EventLoops makeEventLoops() {
        EventLoops made = eventLoops;
        if (made == null) {
            made = new EventLoops(meters, recorder, clock, recorder);
            eventLoops = made;
        }
        return made;
    }
}
