package dev.firstfault.collectors.jdbc;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around a driver's {@code connect}: the first argument is the URL, or prints as one. */
final class ConnectAdvice {

    static final String NAME = "dev.firstfault.collectors.jdbc.ConnectAdvice";

    private ConnectAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long onEnter(@Advice.Argument(0) Object url) {
        return SignalBridge.connectStarted(url);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(
            @Advice.Enter long startNanos,
            @Advice.Argument(0) Object url,
            @Advice.Return @Nullable Object connection,
            @Advice.Thrown @Nullable Throwable thrown) {
        SignalBridge.connectFinished(url, startNanos, connection, thrown);
    }
}
