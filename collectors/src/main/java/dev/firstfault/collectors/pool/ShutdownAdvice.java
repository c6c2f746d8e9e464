package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** After a pool's own method that shuts it down for good, also where that failed. */
final class ShutdownAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.ShutdownAdvice";

    private ShutdownAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(@Advice.This Object pool) {
        SignalBridge.poolClosed(pool);
    }
}
