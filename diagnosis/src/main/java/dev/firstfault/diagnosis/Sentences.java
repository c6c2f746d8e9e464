package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.graph.Effect;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.BacklogLink;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.GrowthLink;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.rules.Finding;
import dev.firstfault.diagnosis.verdict.Words;
import org.jspecify.annotations.Nullable;

/** What followed from a fault, a sentence each. */
final class Sentences {

    private final Evidence evidence;
    private final @Nullable Finding chosen;
    private final @Nullable GrowthLink link;

    Sentences(Evidence evidence, @Nullable Finding chosen, @Nullable GrowthLink link) {
        this.evidence = evidence;
        this.chosen = chosen;
        this.link = link;
    }

    /** The sentence on an effect of the chosen fault. */
    String of(Effect effect) {
        ConnectHistory connects = chosen == null ? null : chosen.connects();
        switch (effect.node()) {
            case RETRIES:
                return Words.count(connects == null ? 0 : connects.troubleCount(), "attempt") + " failed: "
                        + effect.mechanism() + ".";
            case HEAP_GROWTH:
                return "The heap grew by " + Words.bytes(link == null ? 0 : link.grownBytes()) + ": "
                        + effect.mechanism() + ".";
            case ACQUIRE_TIMEOUTS:
                return Words.count(timeouts(effect), "checkout") + " timed out: " + effect.mechanism() + ".";
            case LONG_HOLDS:
                return "Connections were held for longer: " + effect.mechanism() + ".";
            case POOL_PENDING:
                return "Threads waited for a connection: " + effect.mechanism() + ".";
            case STATEMENT_ERRORS:
                return "Statements failed: " + effect.mechanism() + ".";
            case GC_PRESSURE:
                return "Collections took half of the time: " + effect.mechanism() + ".";
            case OUT_OF_MEMORY:
                return "Memory ran out: " + effect.mechanism() + ".";
            case UNCAUGHT:
                return "A thread died of an exception: " + effect.mechanism() + ".";
            case POOL_SHORT:
                return "A pool stayed below its size: " + effect.mechanism() + ".";
            case EXECUTOR_FULL:
                return "Every thread of an executor was busy: " + effect.mechanism() + ".";
            case QUEUE_GROWTH:
                return "A queue grew to " + Words.count(longestQueue(), "task") + ": " + effect.mechanism() + ".";
            case TASKS_REJECTED:
                return Words.count(refused(effect.atNanos()), "task") + " were turned away: " + effect.mechanism()
                        + ".";
            case QUEUED_HEAP:
                return "The heap filled with the queue: " + effect.mechanism() + ".";
            case HTTP_RETRIES:
                return "Bulks were sent again: " + effect.mechanism() + ".";
            case DOCUMENTS_LOST:
                return Words.count(lost(effect), "document") + " were given up: " + effect.mechanism() + ".";
            case HTTP_PENDING:
                return "Requests waited for a connection: " + effect.mechanism() + ".";
            case BACKLOG_HEAP:
                return "The heap grew by " + Words.bytes(backlog(effect)) + ": " + effect.mechanism() + ".";
            case EXIT:
                return "The process ended: " + effect.mechanism() + ".";
            default:
                return effect.mechanism() + ".";
        }
    }

    private int longestQueue() {
        int longest = 0;
        for (ExecutorHistory executor : evidence.executors()) {
            longest = Math.max(longest, executor.queuedNow());
        }
        return longest;
    }

    private int refused(long sinceNanos) {
        int count = 0;
        for (ExecutorHistory executor : evidence.executors()) {
            count += executor.refusedSince(sinceNanos);
        }
        return count;
    }

    private int timeouts(Effect effect) {
        int count = 0;
        for (PoolHistory pool : evidence.poolsOf(effect.subject())) {
            count += pool.timeoutCount();
        }
        return count;
    }

    private static long lost(Effect effect) {
        HttpHistory http = effect.subject().http();
        return http == null ? 0 : Math.round(http.bulks().givenUp().all());
    }

    private long backlog(Effect effect) {
        HttpHistory http = effect.subject().http();
        BacklogLink backlog = http == null ? null : evidence.backlog(http);
        return backlog == null ? 0 : backlog.grownBytes();
    }
}
