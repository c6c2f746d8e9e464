package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The slow and the failed look-ups of one host name. */
public final class NameHistory {

    private final String host;
    private final List<Signal> slow = new ArrayList<>();
    private final List<Signal> failed = new ArrayList<>();

    private NameHistory(String host) {
        this.host = host;
    }

    /** One history for each host name, in order of its first record. */
    public static List<NameHistory> of(Timeline timeline) {
        Map<String, NameHistory> byHost = new LinkedHashMap<>();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.NAME_RESOLVED) {
                String host = signal.resource() == null ? "" : signal.resource().name();
                NameHistory history = byHost.get(host);
                if (history == null) {
                    history = new NameHistory(host);
                    byHost.put(host, history);
                }
                (signal.v1() == 1 ? history.failed : history.slow).add(signal);
            }
        }
        return new ArrayList<>(byHost.values());
    }

    public String host() {
        return host;
    }

    /** Look-ups that succeeded after a second or more, ascending by time. */
    public List<Signal> slow() {
        return slow;
    }

    /** Look-ups that failed, ascending by time. */
    public List<Signal> failed() {
        return failed;
    }
}
