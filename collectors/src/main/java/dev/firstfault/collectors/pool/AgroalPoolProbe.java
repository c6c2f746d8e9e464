package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Agroal. */
public final class AgroalPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.AgroalPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("agroal-pool")
                .of("io.agroal:agroal-pool")
                .onType("io.agroal.pool.ConnectionPool")
                .hook("<init>", null, OpenAdvice.NAME)
                .hook("getConnection", "()", ADVICE + "Borrow")
                .hookIfThere("getReadOnlyConnection", "()", ADVICE + "Borrow") // 3.x
                .hook("returnConnection|returnConnectionHandler", null, ReturnAdvice.NAME)
                .hookIfThere("createAndPoolConnection", "()", CreateAdvice.NAME) // 3.x
                .hook("close", "()", ShutdownAdvice.NAME)
                .onType("io.agroal.pool.ConnectionPool$CreateConnectionTask") // up to 2.x
                .hook("call", "()", ADVICE + "Create")
                .onType("io.agroal.pool.ConnectionHandler")
                .hook("closeConnection", "()", ThisDiscardAdvice.NAME)
                .build();
    }

    static final class Borrow {

        private Borrow() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.acquireWaits(pool);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object pool,
                @Advice.Return @Nullable Object wrapper,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            } else if (wrapper != null) {
                SignalBridge.acquiredWrapped(wrapper, pool);
            }
        }
    }

    static final class Create {

        private Create() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter() {
            return SignalBridge.now();
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.FieldValue("this$0") Object pool,
                @Advice.Enter long startNanos,
                @Advice.Return @Nullable Object made,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (made != null || thrown != null) {
                SignalBridge.created(pool, startNanos, thrown);
            }
        }
    }
}
