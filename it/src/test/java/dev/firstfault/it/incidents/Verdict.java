package dev.firstfault.it.incidents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstfault.it.harness.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said about an incident, while it lasted and afterwards, and what that is worth. */
record Verdict(Incident incident, @Nullable Report live, Report afterwards) {

    enum Worth {
        /** Named for sure, or rightly nothing. */
        RIGHT_HIGH,
        RIGHT_MEDIUM,
        /** Something is wrong, and the verdict says what it would have to see to know what. */
        ABSTAINED,
        /** Something is wrong, and the verdict says that nothing is; or it leaves open what it lacks. */
        MISSED,
        WRONG_MEDIUM,
        /** Must never be. */
        WRONG_HIGH
    }

    Worth worth() {
        Worth after = worth(afterwards);
        return live == null ? after : worse(worth(live), after);
    }

    /** Whether the two forms of the verdict name the same. */
    boolean agrees() {
        return live == null || live.firstFault().equals(afterwards.firstFault());
    }

    /** What the verdict says is missing, if it names no fault. */
    String missing() {
        return worth(afterwards) == Worth.ABSTAINED ? missing(afterwards) : "";
    }

    private Worth worth(Report report) {
        String kind = report.firstFault();
        boolean high = report.confidence().equals("high");
        if (kind.isEmpty()) {
            return incident.isHealthy() ? Worth.RIGHT_HIGH : Worth.MISSED;
        }
        if (kind.equals("unknown")) {
            return incident.isHealthy()
                    ? Worth.WRONG_MEDIUM
                    : missing(report).isEmpty() ? Worth.MISSED : Worth.ABSTAINED;
        }
        if (incident.kinds().contains(kind)) {
            return high ? Worth.RIGHT_HIGH : Worth.RIGHT_MEDIUM;
        }
        return high ? Worth.WRONG_HIGH : Worth.WRONG_MEDIUM;
    }

    private static String missing(Report report) {
        JsonNode missing = report.json().at("/missing");
        return missing.isEmpty() ? "" : missing.get(0).asText();
    }

    private static Worth worse(Worth one, Worth other) {
        return List.of(Worth.values()).indexOf(one) > List.of(Worth.values()).indexOf(other) ? one : other;
    }

    /** For the failure of a test: what the service's own log says is beside it. */
    @Override
    public String toString() {
        return worth() + ", evidence in " + Evidence.of(incident) + (agrees() ? "" : ", while it lasted: " + live)
                + ", " + afterwards;
    }
}
