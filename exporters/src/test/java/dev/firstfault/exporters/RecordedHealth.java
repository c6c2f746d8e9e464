package dev.firstfault.exporters;

import dev.firstfault.signals.Health;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was said to it, {@code part: why}. */
public final class RecordedHealth implements Health {

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @Override
    public void degraded(String part, String why) {
        complaints.add(part + ": " + why);
    }

    public List<String> complaints() {
        return complaints;
    }
}
