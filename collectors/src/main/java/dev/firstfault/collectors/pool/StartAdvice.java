package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Around the method by which a pool that is its own configuration begins to work. */
final class StartAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.StartAdvice";

    private StartAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.This Object pool) {
        SignalBridge.poolOpening(pool);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void onExit(@Advice.This Object pool) {
        SignalBridge.poolOpened(pool, pool);
    }
}
