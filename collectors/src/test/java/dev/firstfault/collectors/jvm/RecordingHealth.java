package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Health;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is degraded: "part: why". */
final class RecordingHealth implements Health {

    final List<String> degraded = new CopyOnWriteArrayList<>();

    @Override
    public void degraded(String part, String why) {
        degraded.add(part + ": " + why);
    }
}
