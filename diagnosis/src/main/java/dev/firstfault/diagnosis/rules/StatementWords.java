package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements, their failures and where threads stand, as summaries say them. */
final class StatementWords {

    private static final int LONGEST_SHAPE = 120;

    private StatementWords() {}

    /** The statement that a value refers to, shortened; {@code "a statement"} where it is not known. */
    static String shape(Evidence evidence, long id) {
        Resource shape = evidence.timeline().resource(id);
        return shape == null ? "a statement" : quoted(shape.name());
    }

    static String quoted(String text) {
        return text.isEmpty()
                ? "a statement"
                : '"' + (text.length() > LONGEST_SHAPE ? text.substring(0, LONGEST_SHAPE) + "..." : text) + '"';
    }

    /** The statement whose failure this is. */
    static long shapeId(Signal failure) {
        return Signal.upper(failure.v3());
    }

    /** A failure in the database's own words. */
    static String words(List<Signal> failures) {
        for (Signal failure : failures) {
            ErrorDetail error = failure.error();
            if (error != null) {
                return ": \"" + error.message() + '"'
                        + (error.vendorCode() == 0 && error.sqlState() == null
                                ? ""
                                : " (" + (error.sqlState() == null ? "no SQLState" : error.sqlState()) + "/"
                                        + error.vendorCode() + ")");
            }
        }
        return "";
    }

    /** The first of the frames that is no library's: where the application stands. */
    static String applicationFrame(@Nullable ErrorDetail error) {
        if (error == null || error.frames().isEmpty()) {
            return "";
        }
        String first = "";
        for (String line : error.frames().split("\n", -1)) {
            String frame = line.trim();
            if (frame.startsWith("at ")) {
                frame = frame.substring(3);
            }
            first = first.isEmpty() ? frame : first;
            if (!frame.isEmpty() && !isLibrary(frame)) {
                return frame;
            }
        }
        return first;
    }

    private static boolean isLibrary(String frame) {
        for (String prefix : new String[] {
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "com.mysql.",
            "org.mariadb.",
            "org.postgresql.",
            "oracle.",
            "com.microsoft.",
            "com.zaxxer.",
            "org.apache.commons.dbcp",
            "org.apache.commons.pool",
            "com.mchange.",
            "org.apache.tomcat.",
            "com.alibaba.druid.",
            "com.jolbox.",
            "io.agroal.",
            "org.vibur."
        }) {
            if (frame.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static String millis(double millis) {
        return millis < 10 ? Math.round(millis * 10) / 10.0 + " ms" : Words.span(Math.round(millis * 1e6));
    }

    static String sinceWords(Evidence evidence, long at) {
        return Words.span(evidence.endNanos() - at) + (evidence.timeline().alive() ? " ago" : " before the end");
    }
}
