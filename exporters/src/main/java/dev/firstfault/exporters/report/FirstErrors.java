package dev.firstfault.exporters.report;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The errors that a report shows: what else is kept in their form is shown where it belongs. */
final class FirstErrors {

    /** Nobody threw these: they say where, or of what, something was observed. */
    private static final List<String> OBSERVED =
            Arrays.asList("histogram", "classes", "allocating", "flight-recorder", "standstill");

    private FirstErrors() {}

    /** Ascending by time. */
    static List<ErrorDetail> of(Timeline timeline) {
        List<ErrorDetail> errors = new ArrayList<>();
        for (ErrorDetail error : timeline.errors()) {
            if (!OBSERVED.contains(error.type())) {
                errors.add(error);
            }
        }
        return errors;
    }
}
