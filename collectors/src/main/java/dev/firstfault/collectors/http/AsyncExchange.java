package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** The later life of an exchange of an asynchronous client, told by the object that handles it. */
final class AsyncExchange {

    private static final String PREFIX = "dev.firstfault.collectors.http.AsyncExchange$";
    static final String HEAD = PREFIX + "Head";
    static final String ENDED = PREFIX + "Ended";
    static final String FAILED = PREFIX + "Failed";

    private AsyncExchange() {}

    /** A method whose first argument is the head of an answer. */
    static final class Head {

        private Head() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object handler, @Advice.Argument(0) Object head) {
            SignalBridge.exchangeHead(handler, head);
        }
    }

    /** A method that is called when all is over. */
    static final class Ended {

        private Ended() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object handler) {
            SignalBridge.exchangeClosed(handler, null);
        }
    }

    /** A method whose first argument is an exception. */
    static final class Failed {

        private Failed() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object handler, @Advice.Argument(0) Object thrown) {
            SignalBridge.exchangeClosed(handler, (Throwable) thrown);
        }
    }
}
