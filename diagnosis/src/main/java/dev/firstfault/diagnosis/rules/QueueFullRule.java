package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.QueueEstimate;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.onset.ServerQueue;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HttpError;
import java.util.Collections;
import java.util.List;

/** A thread pool of the server has no room left in its queue. */
final class QueueFullRule extends RefusalRule {

    private static final String UNNAMED =
            "what refused: the error of each item (filter_path=items.*.error, or none at all)";

    QueueFullRule() {
        super(
                FaultKind.ES_QUEUE_FULL,
                Node.QUEUE_FULL,
                HttpError.THREAD_POOL,
                "the server refuses documents, searches or whole requests because a thread pool's queue is full (es_rejected_execution_exception)",
                HIGH_WHEN);
    }

    @Override
    String summary(Evidence evidence, HttpHistory http, RefusalHistory refused) {
        ServerQueue queue = http.queue(refused.onset() - SECONDS, refused.lastAt() + SECONDS);
        String pool = queue == null
                ? "A queue of the server was full"
                : "The queue of the server's thread pool " + queue.name() + " was full" + size(queue);
        return pool + ": " + HttpWords.refused(refused) + " refused " + HttpWords.pattern(evidence, refused) + ".";
    }

    private static String size(ServerQueue queue) {
        boolean capacity = queue.capacity() >= 0;
        boolean threads = queue.threads() >= 0;
        return !capacity && !threads
                ? ""
                : " (" + (capacity ? "capacity " + queue.capacity() : "")
                        + (capacity && threads ? ", " : "")
                        + (threads ? Words.count(queue.threads(), "thread") : "") + ")";
    }

    @Override
    List<String> advice(HttpHistory http, RefusalHistory refused) {
        ServerQueue queue = http.queue(refused.onset() - SECONDS, refused.lastAt() + SECONDS);
        if (queue == null || queue.capacity() < 0) {
            return Collections.emptyList();
        }
        QueueEstimate estimate = QueueEstimate.of(http, refused, queue);
        boolean burst = refused.pattern() == RefusalHistory.Pattern.BURST;
        return Collections.singletonList(burst ? burst(estimate, refused) : goesOn(estimate));
    }

    /** What the burst would have needed. Of several the mean. */
    private static String burst(QueueEstimate estimate, RefusalHistory refused) {
        double each = estimate.refusedTasks() / refused.runs();
        double needed = estimate.capacity() + each;
        long wait = estimate.waitNanos(needed);
        return "A longer queue is first aid for a burst: " + estimate.capacity() + " places + "
                + trust(estimate, "at most ") + Math.round(each) + " refused tasks"
                + (refused.runs() > 1 ? " a burst" : "") + " = " + Math.round(needed) + " places would have taken it"
                + (wait < 0
                        ? "."
                        : "; at " + Words.rate(estimate.perSecond()) + " tasks a second, the last would have waited "
                                + Words.span(wait) + ".")
                + " It hides missing capacity.";
    }

    private static String trust(QueueEstimate estimate, String bound) {
        switch (estimate.trust()) {
            case COUNTED:
                return "";
            case RECKONED:
                return "about ";
            default:
                return bound;
        }
    }

    private static String goesOn(QueueEstimate estimate) {
        int doubled = 2 * Math.max(1, estimate.capacity());
        long wait = estimate.waitNanos(doubled);
        long putsOff = estimate.putsOffNanos(Math.max(1, estimate.capacity()));
        String off = putsOff < 0
                ? ""
                : " At " + trust(estimate, "up to ") + Words.rate(estimate.refusedPerSecond())
                        + " refused tasks a second, " + doubled + " places instead of " + estimate.capacity()
                        + " would be full " + Words.span(putsOff) + " later.";
        String pace = wait < 0
                ? ""
                : " The server does " + Words.rate(estimate.perSecond()) + " tasks a second: the last of " + doubled
                        + " waits " + Words.span(wait) + ".";
        return "No queue is long enough for what goes on; a longer one hides missing capacity." + off + pace;
    }

    @Override
    void unnamed(Evidence evidence, Findings findings, HttpHistory http) {
        RefusalHistory refused = http.refusals(HttpError.REJECTED);
        if (refused == null
                || refused.isEmpty()
                || http.refusals(HttpError.INDEXING_PRESSURE) != null
                || http.refusals(HttpError.CIRCUIT_BREAKER) != null) {
            return;
        }
        RefusalHarm harm = RefusalHarm.of(evidence, http, refused);
        if (refused.stands() && !harmless(harm) && harm.lasting()) {
            findings.addOpen(finding(
                    Subject.http(http),
                    refused.onset(),
                    S,
                    Confidence.NONE,
                    "The server refused " + HttpWords.refused(refused) + " and did not say why, "
                            + HttpWords.pattern(evidence, refused) + "." + HttpWords.bulks(http, refused),
                    UNNAMED));
        }
    }
}
