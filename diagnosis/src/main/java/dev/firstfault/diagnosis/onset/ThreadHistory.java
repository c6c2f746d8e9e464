package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Deadlocks, contended locks and families of threads. */
public final class ThreadHistory {

    private final List<Signal> signals = new ArrayList<>();

    private ThreadHistory() {}

    /** As the timeline tells. */
    public static ThreadHistory of(Timeline timeline) {
        ThreadHistory history = new ThreadHistory();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.DEADLOCK
                    || signal.kind() == SignalKind.LOCK_CONTENDED
                    || signal.kind() == SignalKind.THREAD_FAMILY
                    || signal.kind() == SignalKind.PINNED) {
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
