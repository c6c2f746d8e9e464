package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Before a pool's own method that takes its record of a connection back. */
final class ReturnAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.ReturnAdvice";

    private ReturnAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.Argument(0) Object entry) {
        SignalBridge.released(entry, 0);
    }
}
