package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a pool's own method that hands out its record of a connection, or throws. */
final class BorrowAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.BorrowAdvice";

    private BorrowAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.This Object pool) {
        SignalBridge.acquireWaits(pool);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(
            @Advice.This Object pool,
            @Advice.Return @Nullable Object entry,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (thrown != null) {
            SignalBridge.acquireFailed(pool, thrown);
        } else if (entry != null) {
            SignalBridge.acquired(entry, pool, null, 0);
        } else {
            SignalBridge.acquireWaitsNot();
        }
    }
}
