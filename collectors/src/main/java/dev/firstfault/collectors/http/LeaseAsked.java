package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;

/** Where a pool is asked for a connection, with the route as its first argument, or as its second. */
final class LeaseAsked {

    private static final String PREFIX = "dev.firstfault.collectors.http.LeaseAsked$";
    static final String FIRST = PREFIX + "First";
    static final String SECOND = PREFIX + "Second";

    private LeaseAsked() {}

    static final class First {

        private First() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object manager, @Advice.Argument(0) Object route) {
            SignalBridge.leaseAsked(manager, route);
        }
    }

    static final class Second {

        private Second() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object manager, @Advice.Argument(1) Object route) {
            SignalBridge.leaseAsked(manager, route);
        }
    }
}
