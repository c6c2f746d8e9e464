package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** c3p0: a pool for each user of a data source. It creates connections in threads of its own. */
public final class C3p0PoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.C3p0PoolProbe$";
    private static final String POOL = "com.mchange.v2.c3p0.impl.C3P0PooledConnectionPool";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("c3p0-pool")
                .of("com.mchange:c3p0")
                .onType(POOL)
                .hook("<init>", null, ADVICE + "Opened")
                .hook("checkoutPooledConnection", "()", BorrowAdvice.NAME)
                .hook("close", "(Z)", ShutdownAdvice.NAME)
                .onType(POOL + "$1PooledConnectionResourcePoolManager")
                .hook("acquireResource", "()", ADVICE + "Create")
                .onType("com.mchange.v2.resourcepool.BasicResourcePool")
                .hook("checkinResource", "(Ljava/lang/Object;)", ReturnAdvice.NAME)
                .hook("removeResource", "(Ljava/lang/Object;Z)", DiscardAdvice.NAME)
                .onType("com.mchange.v2.c3p0.impl.NewPooledConnection")
                .hook("close", null, ThisDiscardAdvice.NAME)
                .build();
    }

    static final class Opened {

        private Opened() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object pool, @Advice.Argument(0) Object dataSource) {
            SignalBridge.poolOpened(pool, dataSource);
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
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.created(pool, startNanos, thrown);
        }
    }
}
