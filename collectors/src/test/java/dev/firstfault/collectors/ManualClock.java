package dev.firstfault.collectors;

import dev.firstfault.signals.Clock;
import java.time.Duration;

/** Time that a test moves. */
public final class ManualClock implements Clock {

    private long nanos = 1_000_000_000L;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMillis() {
        return nanos / 1_000_000;
    }

    public void advance(Duration by) {
        nanos += by.toNanos();
    }
}
