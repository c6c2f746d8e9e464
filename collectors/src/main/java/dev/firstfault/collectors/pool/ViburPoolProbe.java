package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Vibur DBCP. Its pool is of objects of any kind; what is followed is the data source, which all parts know as their configuration. */
public final class ViburPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.ViburPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("vibur-pool")
                .of("org.vibur:vibur-dbcp")
                .onType("org.vibur.dbcp.ViburDBCPDataSource")
                .hook("start", "()", StartAdvice.NAME)
                .hook("getConnection", "()", ADVICE + "Checkout")
                .hook("terminate", "()", ShutdownAdvice.NAME)
                .onType("org.vibur.dbcp.proxy.Proxy") // what it hands out
                .hookIfThere("newConnection", null, ADVICE + "Acquired3") // up to 8
                .hookIfThere("newProxyConnection", null, ADVICE + "Acquired")
                .onType("org.vibur.dbcp.pool.ConnectionFactory")
                .hook("create", "()", ADVICE + "Create")
                .hook("readyToRestore", "(Lorg/vibur/dbcp/pool/ConnHolder;)", ReturnAdvice.NAME)
                .hook("destroy", "(Lorg/vibur/dbcp/pool/ConnHolder;)", DiscardAdvice.NAME)
                .hook("compareAndSetVersion", "(II)", ADVICE + "Clear") // before it drops all of the version before
                .build();
    }

    static final class Checkout {

        private Checkout() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.acquireWaits(pool);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object pool, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            }
        }
    }

    static final class Acquired3 {

        private Acquired3() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(0) Object entry, @Advice.Argument(1) Object pool) {
            SignalBridge.acquired(entry, pool, null, 0);
        }
    }

    static final class Acquired {

        private Acquired() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(0) Object entry, @Advice.Argument(2) Object pool) {
            SignalBridge.acquired(entry, pool, null, 0);
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
                @Advice.FieldValue("config") Object pool,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.created(pool, startNanos, thrown);
        }
    }

    static final class Clear {

        private Clear() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.FieldValue("config") Object pool, @Advice.Return boolean cleared) {
            if (cleared) {
                SignalBridge.poolCleared(pool);
            }
        }
    }
}
