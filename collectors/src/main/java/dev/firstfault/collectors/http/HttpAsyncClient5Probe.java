package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;

/**
 * Exchanges of the asynchronous Apache HttpClient 5. Its chain of interceptors is entered with a scope, which knows the server, and a
 * callback, which is told how all of it ends: the first entry within {@code doExecute} has the callback of the whole.
 */
public final class HttpAsyncClient5Probe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.http.HttpAsyncClient5Probe$";
    private static final String PACKAGE = "org.apache.hc.client5.http.impl.async.";
    private static final String CLIENT = PACKAGE + "InternalAbstractHttpAsyncClient";

    /** That callback's class: in 5.0, in 5.1 and 5.2, since 5.3. */
    private static final String[] CALLBACKS = {CLIENT + "$1$2", CLIENT + "$1$3", CLIENT + "$2"};

    @Override
    public ProbeSpec spec() {
        ProbeSpec.Builder spec = ProbeSpec.named("http-async-client-5")
                .of("org.apache.httpcomponents.client5:httpclient5")
                .onType(CLIENT)
                .hook("doExecute", null, ADVICE + "Send")
                .onType(PACKAGE + "AsyncExecChainElement")
                .hook("execute", null, ADVICE + "Chain");
        for (String callback : CALLBACKS) {
            // Other versions have other classes of these names.
            spec.onType(callback)
                    .hookIfThere("handleResponse", null, AsyncExchange.HEAD)
                    .hookIfThere("completed", "()", AsyncExchange.ENDED)
                    .hookIfThere("failed", "(Ljava/lang/Exception;)", AsyncExchange.FAILED);
        }
        return spec.onType("org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager")
                .hook("lease", null, LeaseAsked.SECOND)
                .build();
    }

    static final class Send {

        private Send() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(2) Object consumer) {
            SignalBridge.exchangeAnnounced(consumer);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit() {
            SignalBridge.exchangeAnnounced(null);
        }
    }

    static final class Chain {

        private Chain() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.Argument(2) Object scope, @Advice.Argument(3) Object callback) {
            SignalBridge.exchangeOpened(callback, scope, null);
        }
    }
}
