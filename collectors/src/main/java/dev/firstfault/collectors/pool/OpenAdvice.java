package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Around the constructor of a pool that takes its configuration first. */
final class OpenAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.OpenAdvice";

    private OpenAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.Argument(0) Object config) {
        SignalBridge.poolOpening(config);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void onExit(@Advice.This Object pool, @Advice.Argument(0) Object config) {
        SignalBridge.poolOpened(pool, config);
    }
}
