package dev.firstfault.exporters.report;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;

/** The errors that a report shows: what else is kept in their form is shown where it belongs. */
final class FirstErrors {

    private FirstErrors() {}

    /** Ascending by time. */
    static List<ErrorDetail> of(Timeline timeline) {
        List<ErrorDetail> errors = new ArrayList<>();
        for (ErrorDetail error : timeline.errors()) {
            if (!error.type().equals("histogram")
                    && !error.type().equals("flight-recorder")
                    && !error.type().equals("standstill")) {
                errors.add(error);
            }
        }
        return errors;
    }
}
