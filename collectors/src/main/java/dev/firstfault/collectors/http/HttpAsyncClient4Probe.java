package dev.firstfault.collectors.http;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;

/**
 * Exchanges of Apache HttpAsyncClient 4: one handler each, from its start to where it is completed, fails or is cancelled. Pipelined
 * requests are not seen.
 */
public final class HttpAsyncClient4Probe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.http.HttpAsyncClient4Probe$";
    private static final String PACKAGE = "org.apache.http.impl.nio.client.";

    @Override
    public ProbeSpec spec() {
        ProbeSpec.Builder spec = ProbeSpec.named("http-async-client-4").of("org.apache.httpcomponents:httpasyncclient");
        exchange(PACKAGE + "MinimalClientExchangeHandlerImpl", spec); // 4.1 on
        exchange(PACKAGE + "DefaultClientExchangeHandlerImpl", spec);
        return spec.hookIfThere("failed|connectionRequestFailed", null, AsyncExchange.FAILED) // 4.0
                .hookIfThere("cancel", "()", AsyncExchange.ENDED) // 4.0
                .onType(PACKAGE + "AbstractClientExchangeHandler") // 4.1 on
                .hook("failed", "(Ljava/lang/Exception;)", AsyncExchange.FAILED)
                .hook("cancel", "()", AsyncExchange.ENDED)
                .onType("org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager")
                .hook("requestConnection", null, LeaseAsked.FIRST)
                .build();
    }

    private static void exchange(String handler, ProbeSpec.Builder spec) {
        spec.onType(handler)
                .hook("start", "()", ADVICE + "Start")
                .hook("responseReceived", null, AsyncExchange.HEAD)
                .hook("responseCompleted", "()", ADVICE + "Completed");
    }

    static final class Start {

        private Start() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(
                @Advice.This Object handler,
                @Advice.FieldValue("requestProducer") Object producer,
                @Advice.FieldValue("responseConsumer") Object consumer) {
            SignalBridge.exchangeOpened(handler, producer, consumer);
        }
    }

    /** The answer came to its end; where a redirect or an authentication follows, the result is not there yet. */
    static final class Completed {

        private Completed() {}

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object handler, @Advice.FieldValue("resultFuture") Object result) {
            if (((Future<?>) result).isDone()) {
                SignalBridge.exchangeClosed(handler, null);
            }
        }
    }
}
