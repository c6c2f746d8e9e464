package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.onset.PoolHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All rules, in the order of the vocabulary. */
public final class RuleCatalog {

    private static final List<Rule> RULES = build();

    private RuleCatalog() {}

    private static List<Rule> build() {
        List<Rule> rules = new ArrayList<>(ConnectRules.all());
        rules.addAll(Arrays.asList(
                new HeapLeakRule(),
                new HeapTooSmallRule(),
                new LargeAllocationRule(),
                new AccumulatedResultsRule(),
                new GcThrashingRule()));
        rules.addAll(DatabaseRules.all());
        rules.addAll(ThreadRules.all());
        rules.addAll(HttpRules.all());
        rules.addAll(Arrays.asList(
                new MetaspaceLeakRule(),
                new MetaspaceTooSmallRule(),
                new DirectMemoryRule(),
                new CodeCacheRule(),
                new HostMemoryRule(),
                new ContainerMemoryRule(),
                new NativeCrashRule()));
        return Collections.unmodifiableList(rules);
    }

    public static List<Rule> rules() {
        return RULES;
    }

    /** Whether threads wait in vain for connections of a pool, whatever the reason. */
    public static boolean suffers(Evidence evidence) {
        for (PoolHistory pool : evidence.pools().all()) {
            if (!pool.isClosed() && PoolRule.suffers(evidence, pool)) {
                boolean lasting = pool.pendingSince() >= 0
                        && pool.fullSince() >= 0
                        && evidence.endNanos() - pool.pendingSince() >= 20 * PoolRule.S;
                if (lasting || pool.timeoutCount() >= 3) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What all rules find in the evidence. */
    public static Findings examine(Evidence evidence) {
        Findings findings = new Findings();
        for (Rule rule : RULES) {
            rule.examine(evidence, findings);
        }
        return findings;
    }
}
