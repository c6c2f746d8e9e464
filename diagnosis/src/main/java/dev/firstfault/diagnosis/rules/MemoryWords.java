package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.onset.ServerLimit;
import dev.firstfault.diagnosis.verdict.Words;

/** A limit on memory inside a server as summaries say it. */
final class MemoryWords {

    private MemoryWords() {}

    /** {@code breaker parent: 990 MB would have been held of 972 MB, 64 MB by the request}. */
    static String limit(ServerLimit limit) {
        return limit.name()
                + (limit.limit() < 0
                        ? ""
                        : ": " + (limit.wanted() < 0 ? "" : Words.bytes(limit.wanted()) + " of ")
                                + Words.bytes(limit.limit()))
                + (limit.operation() < 0 ? "" : ", " + Words.bytes(limit.operation()) + " by the request");
    }
}
