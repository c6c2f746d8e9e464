package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Commons DBCP 1, by the pool below it: that is also used without a {@code BasicDataSource}. */
public final class DbcpPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.DbcpPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("dbcp-pool")
                .of("commons-dbcp:commons-dbcp, commons-pool:commons-pool")
                .onType("org.apache.commons.pool.impl.GenericObjectPool")
                .hook("borrowObject", "()", BorrowAdvice.NAME)
                .hook("returnObject", "(Ljava/lang/Object;)", ReturnAdvice.NAME)
                .hook("invalidateObject", "(Ljava/lang/Object;)", DiscardAdvice.NAME)
                .hook("close", "()", ShutdownAdvice.NAME)
                .onType("org.apache.commons.dbcp.PoolableConnectionFactory")
                .hook("makeObject", "()", ADVICE + "Create")
                .hook("destroyObject", "(Ljava/lang/Object;)", DiscardAdvice.NAME)
                .onType("org.apache.commons.dbcp.BasicDataSource")
                .hook("createConnectionFactory", "()", DataSourceAdvice.Opening.NAME)
                .hook("createDataSourceInstance", "()", DataSourceAdvice.Opened.NAME)
                .build();
    }

    static final class Create {

        private Create() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter() {
            return SignalBridge.now();
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.FieldValue("_pool") @Nullable Object pool,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (pool != null) {
                SignalBridge.created(pool, startNanos, thrown);
            }
        }
    }
}
