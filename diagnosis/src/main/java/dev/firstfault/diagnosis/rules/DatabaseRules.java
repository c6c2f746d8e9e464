package dev.firstfault.diagnosis.rules;

import java.util.Arrays;
import java.util.List;

/** The rules on statements and on the pools that they run through. */
final class DatabaseRules {

    private DatabaseRules() {}

    static List<Rule> all() {
        return Arrays.asList(
                new DatabaseSlowRule(),
                new SlowQueryRule(),
                new LockWaitRule(),
                new PoolTooSmallRule(),
                new ConnectionLeakRule(),
                new MissingTimeoutRule(),
                new QueryPerRowRule(),
                new StaleConnectionsRule(),
                new ReadOnlyRule(),
                new LongTransactionRule(),
                new PoisonRequestRule(),
                new TimeoutTooShortRule(),
                new ResultBufferedRule());
    }
}
