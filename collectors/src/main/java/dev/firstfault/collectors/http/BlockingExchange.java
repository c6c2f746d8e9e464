package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the one method of a blocking client that all its requests go through, with host and request as arguments. */
final class BlockingExchange {

    static final String NAME = "dev.firstfault.collectors.http.BlockingExchange";

    private BlockingExchange() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object host, @Advice.Argument(1) Object request) {
        return SignalBridge.exchangeStarted(host, request);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void onExit(
            @Advice.Enter @Nullable Object exchange,
            @Advice.Return @Nullable Object answer,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (exchange != null) {
            SignalBridge.exchangeEnded(exchange, answer, thrown);
        }
    }
}
