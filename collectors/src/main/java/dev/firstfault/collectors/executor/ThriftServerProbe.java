package dev.firstfault.collectors.executor;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;

/** Thrift's server of threads, one for each client: which executor they are of. */
public final class ThriftServerProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.executor.ThriftServerProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("thrift-server")
                .of("org.apache.thrift:libthrift")
                .onType(ThriftServer.TYPE)
                .hook("<init>", null, ADVICE + "Open")
                .build();
    }

    static final class Open {

        private Open() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object server) {
            SignalBridge.executorOpened(server);
        }
    }
}
