package dev.firstfault.collectors.jdbc;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** After a physical connection's {@code close} or {@code abort}, also a failed one. */
public final class CloseAdvice {

    /** Its binary name. */
    public static final String NAME = "dev.firstfault.collectors.jdbc.CloseAdvice";

    private CloseAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(@Advice.This Object connection) {
        SignalBridge.connectionClosed(connection);
    }
}
