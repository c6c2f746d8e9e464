package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a pool's own method that creates one connection, throws, or gives null where there may be no more. */
final class CreateAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.CreateAdvice";

    private CreateAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long onEnter() {
        return SignalBridge.now();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(
            @Advice.This Object pool,
            @Advice.Enter long startNanos,
            @Advice.Return @Nullable Object made,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (made != null || thrown != null) {
            SignalBridge.created(pool, startNanos, thrown);
        }
    }
}
