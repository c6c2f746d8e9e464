package dev.firstfault.collectors.store;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import dev.firstfault.collectors.jdbc.CloseAdvice;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Connects and closes of MongoDB's drivers, those of their monitors too: while a server is down only these try. What is
 * opened through callbacks, by the reactive driver, is not seen; its monitors are.
 */
public final class MongoConnectProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.store.MongoConnectProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("mongo-connect")
                .of("org.mongodb:mongodb-driver-core, org.mongodb:mongo-java-driver")
                .onType("com.mongodb.internal.connection.InternalStreamConnection") // 3.8 on
                .hook("open", null, ADVICE + "Connect")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("receiveMessage", null, ADVICE + "Answer")
                .onType("com.mongodb.connection.InternalStreamConnection")
                .hook("open", null, ADVICE + "Connect")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("receiveMessage", null, ADVICE + "Answer")
                .build();
    }

    static final class Connect {

        private Connect() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter(@Advice.FieldValue("serverId") Object server) {
            return SignalBridge.connectStarted("mongodb:" + server);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object connection,
                @Advice.FieldValue("serverId") Object server,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.connectFinished("mongodb:" + server, startNanos, thrown == null ? connection : null, thrown);
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
                @Advice.FieldValue("serverId") Object server,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.commandFailed("mongodb:" + server, startNanos, thrown);
            }
        }
    }
}
