package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.BulkHistory;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.FailureLevel;

/** Refusals, how they came and what became of them, as summaries say them. */
final class HttpWords {

    private static final long S = 1_000_000_000L;

    private HttpWords() {}

    /** What was refused in the last episode: {@code 11680 documents and 12 requests}. */
    static String refused(RefusalHistory refusals) {
        StringBuilder text = new StringBuilder();
        for (FailureLevel level : FailureLevel.values()) {
            long n = Math.round(refusals.count(level, refusals.onset(), refusals.lastAt()));
            if (n > 0) {
                text.append(text.length() == 0 ? "" : " and ").append(Words.count(n, noun(level)));
            }
        }
        return text.length() == 0 ? "something" : text.toString();
    }

    private static String noun(FailureLevel level) {
        switch (level) {
            case ITEM:
                return "document";
            case SEARCH:
                return "search of an _msearch";
            case SHARD:
                return "part of a search";
            default:
                return "request";
        }
    }

    /** How they came: {@code without end for 52 s}, {@code in one burst of 2.0 s}, {@code in 4 bursts of 3.0 s at most}. */
    static String pattern(Evidence evidence, RefusalHistory refusals) {
        long longest = refusals.longestRun();
        String since = ", first " + StatementWords.sinceWords(evidence, refusals.onset());
        switch (refusals.pattern()) {
            case SUSTAINED:
                return (refusals.runs() == 1 ? "without a break for " : "for up to ")
                        + Words.span(longest)
                        + (refusals.runs() == 1 ? "" : " at a time")
                        + since;
            case BEGINNING:
                return "for " + Words.span(longest) + " by now" + since;
            default:
                return (refusals.runs() == 1
                                ? "in one burst of " + Words.span(longest)
                                : "in " + refusals.runs() + " bursts of " + Words.span(longest) + " at most")
                        + since;
        }
    }

    /** What became of the bulks meanwhile, as sentences; empty where none was seen. */
    static String bulks(HttpHistory http, RefusalHistory refusals) {
        BulkHistory bulks = http.bulks();
        long from = refusals.onset();
        long to = refusals.lastAt() + 2 * S;
        long brought = Math.round(bulks.brought().between(from, to));
        if (brought == 0) {
            return "";
        }
        long again = Math.round(bulks.repeats().between(from, to));
        long lost = Math.round(bulks.givenUp().between(from - 2 * S, to));
        return " Of " + Words.count(brought, "bulk") + " " + Words.percent(bulks.hitShare(from, to))
                + " were not taken whole at first"
                + (again == 0 ? "" : ", " + Words.count(again, "attempt") + " repeated one")
                + (lost == 0
                        ? "; no document was seen to be given up."
                        : "; " + Words.count(lost, "document") + (lost == 1 ? " was" : " were") + " given up.");
    }

    /** How long ago something that is over ended. */
    static String over(Evidence evidence, long at) {
        return " It has been over for " + Words.span(evidence.endNanos() - at) + '.';
    }
}
