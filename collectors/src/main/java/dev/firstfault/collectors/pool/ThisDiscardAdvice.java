package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Before the method by which a pool's record of a connection closes the connection itself. */
final class ThisDiscardAdvice {

    static final String NAME = "dev.firstfault.collectors.pool.ThisDiscardAdvice";

    private ThisDiscardAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void onEnter(@Advice.This Object entry) {
        SignalBridge.discarded(entry);
    }
}
