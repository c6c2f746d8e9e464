package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Rejection;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

/** What the handlers of the JDK do with a task that was not taken. */
final class Policies {

    private Policies() {}

    /** What this handler, or the one that it extends, does; {@link Rejection#OTHER} for those that are not the JDK's. */
    static Rejection of(RejectedExecutionHandler handler) {
        if (handler instanceof ThreadPoolExecutor.AbortPolicy) {
            return Rejection.ABORTED;
        }
        if (handler instanceof ThreadPoolExecutor.CallerRunsPolicy) {
            return Rejection.CALLER_RAN;
        }
        if (handler instanceof ThreadPoolExecutor.DiscardPolicy) {
            return Rejection.DISCARDED;
        }
        if (handler instanceof ThreadPoolExecutor.DiscardOldestPolicy) {
            return Rejection.OLDEST_DISCARDED;
        }
        return Rejection.OTHER;
    }
}
