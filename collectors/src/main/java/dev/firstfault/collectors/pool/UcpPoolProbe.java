package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Oracle's Universal Connection Pool. */
public final class UcpPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.UcpPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("ucp-pool")
                .of("com.oracle.database.jdbc:ucp")
                .onType("oracle.ucp.common.UniversalConnectionPoolBase")
                .hook("start", null, StartAdvice.NAME)
                .hook("stop", "()", ShutdownAdvice.NAME)
                .onType("oracle.ucp.common.UniversalConnectionPoolImpl")
                .hook("borrowConnection", "(Loracle/ucp/ConnectionRetrievalInfo;)", BorrowAdvice.NAME)
                .hook("returnConnection", "(Loracle/ucp/UniversalPooledConnection;)", ReturnAdvice.NAME)
                .hook("closeConnection", "(Loracle/ucp/UniversalPooledConnection;)", DiscardAdvice.NAME)
                .hook("createOnePooledConnection", "(Loracle/ucp/ConnectionRetrievalInfo;)", ADVICE + "CreateFailure")
                .onType("oracle.ucp.common.UniversalPooledConnectionImpl")
                .hook("<init>", null, ADVICE + "Created")
                .build();
    }

    /** Its record of a connection, made right after the connection. */
    static final class Created {

        private Created() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.Argument(0) Object pool) {
            SignalBridge.created(pool, SignalBridge.now(), null);
        }
    }

    /** From 12 on connections are made where the pool is not known: what fails there is seen as a failed connect only. */
    static final class CreateFailure {

        private CreateFailure() {}

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object pool, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.created(pool, SignalBridge.now(), thrown);
            }
        }
    }
}
