package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Where a thread that waited for a connection has one, or gives up. */
final class LeaseEnded {

    static final String NAME = "dev.firstfault.collectors.http.LeaseEnded";

    private LeaseEnded() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit() {
        SignalBridge.leaseEnded();
    }
}
