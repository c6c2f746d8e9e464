package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Alibaba Druid. Of what it hands out the physical connection is read, which it says as a {@code PooledConnection}. */
public final class DruidPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.DruidPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("druid-pool")
                .of("com.alibaba:druid")
                .onType("com.alibaba.druid.pool.DruidDataSource")
                .hook("initCheck", "()", ADVICE + "Opening") // once, at the first use
                .hook("registerMbean", "()", ADVICE + "Opened") // likewise, when all is there
                .hook("getConnectionDirect", "(J)", ADVICE + "Borrow") // what also a chain of filters ends in
                .hook("recycle", null, ADVICE + "Return")
                .hook("discardConnection", "(Ljava/sql/Connection;)", DiscardAdvice.NAME)
                .hook("close", "()", ShutdownAdvice.NAME)
                .onType("com.alibaba.druid.pool.DruidAbstractDataSource")
                .hook("createPhysicalConnection", "()", CreateAdvice.NAME)
                .onType("com.alibaba.druid.proxy.jdbc.ConnectionProxyImpl") // around the physical one, where filters
                // are
                .hook("close", "()", ThisDiscardAdvice.NAME)
                .build();
    }

    static final class Opening {

        private Opening() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.poolOpening(pool);
        }
    }

    static final class Opened {

        private Opened() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object pool) {
            SignalBridge.poolOpened(pool, pool);
        }
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
                @Advice.Return @Nullable Object handedOut,
                @Advice.Thrown @Nullable Throwable thrown)
                throws SQLException {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            } else if (handedOut != null) {
                SignalBridge.acquired(((PooledConnection) handedOut).getConnection(), pool, null, 0);
            }
        }
    }

    static final class Return {

        private Return() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(0) Object handedOut) throws SQLException {
            SignalBridge.released(((PooledConnection) handedOut).getConnection(), 0);
        }
    }
}
