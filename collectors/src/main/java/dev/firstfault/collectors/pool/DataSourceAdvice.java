package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around the parts in which a {@code BasicDataSource} of either DBCP makes its pool, at its first use. */
final class DataSourceAdvice {

    private DataSourceAdvice() {}

    static final class Opening {

        static final String NAME = "dev.firstfault.collectors.pool.DataSourceAdvice$Opening";

        private Opening() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object dataSource) {
            SignalBridge.poolOpening(dataSource);
        }
    }

    static final class Opened {

        static final String NAME = "dev.firstfault.collectors.pool.DataSourceAdvice$Opened";

        private Opened() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object dataSource, @Advice.FieldValue("connectionPool") @Nullable Object pool) {
            if (pool != null) {
                SignalBridge.poolOpened(pool, dataSource);
            }
        }
    }
}
