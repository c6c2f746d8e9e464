package dev.firstfault.exporters.prometheus;

import org.jspecify.annotations.Nullable;

/** The two text forms of metrics that Prometheus reads. */
public enum Exposition {
    /** Prometheus text format 0.0.4. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0.0: counter families without {@code _total}, and an end mark that proves the page whole. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Exposition(String contentType) {
        this.contentType = contentType;
    }

    /** The value of the header {@code Content-Type}. */
    public String contentType() {
        return contentType;
    }

    /** The form to answer a request with, by its header {@code Accept}: OpenMetrics for whoever names it. */
    public static Exposition accepted(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }
}
