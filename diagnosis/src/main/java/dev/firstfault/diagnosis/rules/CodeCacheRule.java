package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.OutsideHeap.Pool;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;

/** The compiler has no room left for what it compiles: methods stay interpreted. */
final class CodeCacheRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** What HotSpot keeps free for itself ({@code CodeCacheMinimumFreeSpace}), and JDK 8 does not count as used. */
    private static final long KEPT_FREE = 1_280 << 10;

    CodeCacheRule() {
        super(
                FaultKind.CODE_CACHE_FULL,
                Node.CODE_CACHE_FULL,
                "the code cache has had no room for 20 s: 2 % free, or what the JVM keeps for itself",
                "for 30 s, in which next to nothing was compiled");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long level = 0;
        long limit = 0;
        long since = -1;
        Pool fullest = null;
        for (Pool pool : evidence.outsideHeap().pools()) {
            if (!pool.name().startsWith("Code") || pool.name().contains("non-nmethods")) {
                continue;
            }
            double share = 1 - Math.max(pool.limit() / 50.0, Math.min(KEPT_FREE, pool.limit() / 5.0)) / pool.limit();
            long full = pool.aboveAt(share);
            if (full < 0) {
                return; // what does not fit into the one is put into the other
            }
            level += pool.level();
            limit += pool.limit();
            since = Math.max(since, full);
            fullest = pool;
        }
        // Of two segments that both count, one that never came near its limit was not told of.
        boolean segmented = fullest != null && fullest.name().startsWith("CodeHeap");
        if (fullest == null || evidence.endNanos() - since < 20 * S || (segmented && segments(evidence) < 2)) {
            return;
        }
        boolean still = evidence.endNanos() - since >= 30 * S && compiledSince(fullest, since) <= 200;
        add(
                findings,
                Subject.process("code-cache"),
                since,
                S,
                still ? Confidence.HIGH : Confidence.MEDIUM,
                "The code cache holds " + Words.bytes(level) + " of the " + Words.bytes(limit) + " it may, for "
                        + Words.span(evidence.endNanos() - since) + " now: what is not compiled yet stays interpreted.",
                "whether the JVM said that it stopped to compile (CodeCache is full), in its output");
    }

    private static int segments(Evidence evidence) {
        int count = 0;
        for (Pool pool : evidence.outsideHeap().pools()) {
            count += pool.name().startsWith("CodeHeap") && !pool.name().contains("non-nmethods") ? 1 : 0;
        }
        return count;
    }

    /** Milliseconds of compiling between the first and the last record since then; a lot where there are not two. */
    private static long compiledSince(Pool pool, long since) {
        Signal first = null;
        Signal last = null;
        for (Signal state : pool.states()) {
            if (state.atNanos() >= since) {
                first = first == null ? state : first;
                last = state;
            }
        }
        return first == null || last == null || first == last || first.v3() < 0
                ? Long.MAX_VALUE
                : last.v3() - first.v3();
    }
}
