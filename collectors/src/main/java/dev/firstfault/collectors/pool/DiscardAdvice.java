package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Before a pool's own method that gives up the connection of a record. */
final class DiscardAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.DiscardAdvice";

    private DiscardAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.Argument(0) Object entry) {
        SignalBridge.discarded(entry);
    }
}
