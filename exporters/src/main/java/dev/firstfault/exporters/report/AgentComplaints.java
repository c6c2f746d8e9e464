package dev.firstfault.exporters.report;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** What of the agent did not work, in its own words. */
final class AgentComplaints {

    /** What to say where there is no complaint. */
    static final String NONE = "all parts that were started worked";

    private AgentComplaints() {}

    /** One sentence for each, ascending by time. */
    static List<String> of(Timeline timeline, ReportTimes times) {
        List<String> complaints = new ArrayList<>();
        for (Signal signal : timeline.signals()) {
            if (signal.kind() == SignalKind.DEGRADED || signal.kind() == SignalKind.UNHOOKED) {
                complaints.add(times.clock(timeline.epochMillis(signal.atNanos())) + " " + complaint(signal));
            }
        }
        return complaints;
    }

    private static String complaint(Signal signal) {
        Resource resource = signal.resource();
        ErrorDetail error = signal.error();
        return (signal.kind() == SignalKind.UNHOOKED ? "not hooked: " : "degraded: ")
                + (resource == null ? "unknown part" : resource.name())
                + (error == null ? "" : ": " + error.message());
    }
}
