package dev.firstfault.collectors.store;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import dev.firstfault.collectors.jdbc.CloseAdvice;
import java.net.Socket;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Connects and closes of Jedis, and what its servers answer instead of letting it in: Redis says so to the first command
 * only.
 */
public final class JedisConnectProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.store.JedisConnectProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("jedis-connect")
                .of("redis.clients:jedis")
                .onType("redis.clients.jedis.Connection")
                .hook("connect", "()", ADVICE + "Connect")
                .hook("disconnect", "()", CloseAdvice.NAME)
                .hookIfThere("forceDisconnect", "()", CloseAdvice.NAME) // 5.x on
                .hook("readProtocolWithCheckingBroken", "()", ADVICE + "Answer")
                .build();
    }

    /** Called before every command, too. */
    static final class Connect {

        private Connect() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter(@Advice.This Object connection, @Advice.FieldValue("socket") @Nullable Socket socket) {
            return socket != null && !socket.isClosed() ? 0 : SignalBridge.connectStarted(connection);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object connection,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (startNanos != 0) {
                SignalBridge.connectFinished(connection, startNanos, thrown == null ? connection : null, thrown);
            }
        }
    }

    static final class Answer {

        private Answer() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter() {
            return SignalBridge.now();
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object connection,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.commandFailed(connection, startNanos, thrown);
            }
        }
    }
}
