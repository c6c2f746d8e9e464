package dev.firstfault.agent;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.Collections;
import java.util.List;

/** Hands each call of hooked code to the collector that it concerns. */
final class Observers extends Receiver {

    private final LifeSignals life;

    Observers(SignalSink sink, Health health, Meters meters) {
        life = new LifeSignals(sink);
    }

    LifeSignals life() {
        return life;
    }

    void tick() {}

    List<String> newLines() {
        return Collections.emptyList();
    }

    @Override
    public void exiting(int status) {
        life.exiting(status);
    }

    @Override
    public void halting(int status) {
        life.halting(status);
    }

    @Override
    public void uncaught(Thread thread, Throwable thrown) {
        life.uncaught(thread, thrown);
    }
}
