package dev.firstfault.agent;

import dev.firstfault.collectors.http.HttpTargets;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import org.jspecify.annotations.Nullable;

/** The collector of what HTTP clients exchange, made with the first of it. Thread-safe. */
final class LazyHttp {

    private final Meters meters;
    private final Recorder recorder;
    private final Clock clock;
    private volatile @Nullable HttpTargets targets;

    LazyHttp(Meters meters, Recorder recorder, Clock clock) {
        this.meters = meters;
        this.recorder = recorder;
        this.clock = clock;
    }

    HttpTargets get() {
        HttpTargets made = targets;
        return made == null ? make() : made;
    }

    /** Once a second. */
    void tick() {
        HttpTargets made = targets;
        if (made != null) {
            made.tick();
        }
    }

    private synchronized HttpTargets make() {
        HttpTargets made = targets;
        if (made == null) {
            made = new HttpTargets(meters, recorder, clock);
            targets = made;
        }
        return made;
    }
}
