package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One executor over time. */
public final class ExecutorHistory {

    private final String name;
    private final List<Signal> states = new ArrayList<>();
    private final List<Signal> rejections = new ArrayList<>();

    private ExecutorHistory(String name) {
        this.name = name;
    }

    /** One history for each executor, in order of appearance. */
    public static List<ExecutorHistory> of(Timeline timeline) {
        Map<String, ExecutorHistory> byName = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            boolean state = signal.kind() == SignalKind.EXECUTOR_STATE;
            if (state || signal.kind() == SignalKind.TASK_REJECTED) {
                String name = signal.resource() == null ? "" : signal.resource().name();
                ExecutorHistory history = byName.get(name);
                if (history == null) {
                    history = new ExecutorHistory(name);
                    byName.put(name, history);
                }
                (state ? history.states : history.rejections).add(signal);
            }
        }
        return new ArrayList<>(byName.values());
    }

    public String name() {
        return name;
    }

    /** Its recorded states, ascending by time. */
    public List<Signal> states() {
        return states;
    }

    /** Tasks that it turned away, ascending by time; a record may stand for several. */
    public List<Signal> rejections() {
        return rejections;
    }
}
