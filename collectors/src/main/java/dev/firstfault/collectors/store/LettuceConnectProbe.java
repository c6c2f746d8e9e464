package dev.firstfault.collectors.store;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import dev.firstfault.collectors.jdbc.CloseAdvice;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Connects and closes of Lettuce, and from 6.0 on its attempts to connect again. */
public final class LettuceConnectProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.store.LettuceConnectProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("lettuce-connect")
                .of("io.lettuce:lettuce-core")
                .onType("io.lettuce.core.AbstractRedisClient")
                .hook("initializeChannelAsync", null, ADVICE + "Connect")
                .onType("io.lettuce.core.RedisChannelHandler")
                .hook("close|closeAsync", "()", CloseAdvice.NAME)
                .onType("io.lettuce.core.protocol.ReconnectionHandler")
                .hookIfThere("reconnect0", null, ADVICE + "Reconnect")
                .build();
    }

    static final class Connect {

        private Connect() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.Return @Nullable Object future) {
            if (future != null) {
                SignalBridge.connecting(null, future);
            }
        }
    }

    static final class Reconnect {

        private Reconnect() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(0) Object future, @Advice.Argument(1) Object address) {
            SignalBridge.connecting("redis:" + address, future);
        }
    }
}
