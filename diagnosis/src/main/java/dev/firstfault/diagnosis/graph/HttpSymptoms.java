package dev.firstfault.diagnosis.graph;

import dev.firstfault.diagnosis.onset.BacklogLink;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.List;

/** When a symptom of requests that a server did not take set in. */
final class HttpSymptoms {

    private static final long S = 1_000_000_000L;

    /** Records tell of the second before them. */
    private static final long RECORD = 2 * S;

    private HttpSymptoms() {}

    /** The moment, or -1 where it did not set in. */
    static long onset(Evidence evidence, Node symptom, Subject subject) {
        HttpHistory http = subject.http();
        if (http == null) {
            return -1;
        }
        long end = evidence.endNanos();
        switch (symptom) {
            case HTTP_RETRIES:
                return http.bulks().repeats().firstAfter(http.failsSince(end) - RECORD);
            case DOCUMENTS_LOST:
                return http.bulks().givenUp().firstAfter(http.failsSince(end) - RECORD);
            case HTTP_PENDING:
                return pending(http, end);
            case BACKLOG_HEAP:
                BacklogLink link = evidence.backlog(http);
                return link != null && link.claimed() ? link.fromNanos() : -1;
            default:
                return -1;
        }
    }

    private static long pending(HttpHistory http, long end) {
        long waiting = http.pool().shortSince(end);
        List<Signal> none = http.failures(HttpFailure.NO_CONNECTION_FREE);
        if (none.isEmpty()) {
            return waiting;
        }
        long first = none.get(0).atNanos() - none.get(0).durationNanos();
        return waiting < 0 ? first : Math.min(waiting, first);
    }
}
