package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Host names that took long to resolve, or did not. */
public final class NameHistory {

    private final List<Signal> signals = new ArrayList<>();

    private NameHistory() {}

    /** As the timeline tells. */
    public static NameHistory of(Timeline timeline) {
        NameHistory history = new NameHistory();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.NAME_RESOLVED) {
                history.signals.add(signal);
            }
        }
        return history;
    }

    /** All that was recorded, ascending by time. */
    public List<Signal> signals() {
        return signals;
    }
}
