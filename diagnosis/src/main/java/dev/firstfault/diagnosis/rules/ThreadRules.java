package dev.firstfault.diagnosis.rules;

import java.util.Arrays;
import java.util.List;

/** The rules on load, executors, locks, retries and names. */
final class ThreadRules {

    private ThreadRules() {}

    static List<Rule> all() {
        return Arrays.asList(
                new NameSlowRule(),
                new NetworkSlowRule(),
                new IdleResetRule(),
                new ThreadLeakRule(),
                new CpuThrottledRule(),
                new LoadSurgeRule(),
                new SlowDownstreamRule(),
                new DeadlockRule(),
                new StarvationRule(),
                new LockContentionRule(),
                new BlockedOutputRule(),
                new SafepointRule(),
                new RetryStormRule(),
                new ThunderingHerdRule());
    }
}
