package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * BoneCP. It makes a new handle at each return, so that the one record of a connection's life is the connection itself.
 */
public final class BoneCpPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.BoneCpPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("bonecp-pool")
                .of("com.jolbox:bonecp")
                .onType("com.jolbox.bonecp.BoneCP")
                .hook("<init>", "(Lcom/jolbox/bonecp/BoneCPConfig;)", OpenAdvice.NAME)
                .hook("shutdown", "()", ShutdownAdvice.NAME)
                .hook("getConnection", "()", ADVICE + "Borrow")
                .hook("obtainRawInternalConnection", "()", CreateAdvice.NAME)
                .onType("com.jolbox.bonecp.ConnectionHandle")
                .hook("renewConnection", "()", ADVICE + "Acquire") // what marks a handle as handed out
                .hook("recreateConnectionHandle", "()", ADVICE + "Release") // what only a first close does
                .hook("internalClose", "()", ADVICE + "Discard")
                .build();
    }

    static final class Borrow {

        private Borrow() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.acquireWaits(pool);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object pool, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            } else {
                SignalBridge.acquireWaitsNot(); // it may give null instead of a connection
            }
        }
    }

    static final class Acquire {

        private Acquire() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(
                @Advice.FieldValue("connection") Object connection, @Advice.FieldValue("pool") Object pool) {
            SignalBridge.acquired(connection, pool, connection, 0);
        }
    }

    static final class Release {

        private Release() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.FieldValue("connection") Object connection) {
            SignalBridge.released(connection, 0);
        }
    }

    static final class Discard {

        private Discard() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.FieldValue("connection") @Nullable Object connection) {
            if (connection != null) {
                SignalBridge.discarded(connection);
            }
        }
    }
}
