package dev.firstfault.agent;

import dev.firstfault.collectors.executor.HostExecutors;
import dev.firstfault.collectors.executor.JdkPackages;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The collector of executors, made when the host constructs its first. Thread-safe. */
final class LazyExecutors {

    private final Instrumentation instrumentation;
    private final Meters meters;
    private final Recorder recorder;
    private final Clock clock;
    private volatile @Nullable HostExecutors executors;

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

    /** Once a second. */
    void tick() {
        HostExecutors made = executors;
        if (made != null) {
            made.tick();
        }
    }

    private synchronized HostExecutors make() {
        HostExecutors made = executors;
        if (made == null) {
            made = new HostExecutors(new JdkPackages(instrumentation), meters, recorder, clock, recorder);
            executors = made;
        }
        return made;
    }
}
