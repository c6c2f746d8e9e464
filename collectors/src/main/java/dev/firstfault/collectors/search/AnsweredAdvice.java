package dev.firstfault.collectors.search;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** A constructor of request line, host and answer: one attempt ended with an answer whose body is in memory. */
final class AnsweredAdvice {

    static final String NAME = "dev.firstfault.collectors.search.AnsweredAdvice";

    private AnsweredAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void onExit(
            @Advice.Argument(0) Object requestLine,
            @Advice.Argument(1) Object host,
            @Advice.Argument(2) Object response) {
        SignalBridge.answered(requestLine, host, response);
    }
}
