package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Threads that wait without a limit. */
public final class WaitHistory {

    private final List<Signal> signals = new ArrayList<>();

    private WaitHistory() {}

    /** As the timeline tells. */
    public static WaitHistory of(Timeline timeline) {
        WaitHistory history = new WaitHistory();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.WAIT_PENDING) {
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
