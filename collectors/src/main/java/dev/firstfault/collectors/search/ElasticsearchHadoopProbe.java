package dev.firstfault.collectors.search;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * elasticsearch-hadoop and -spark: their requests, and each item of a bulk that failed, which they read from a stream that is left alone.
 * Since 6.0, where they began to make a record of each failure.
 */
public final class ElasticsearchHadoopProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.search.ElasticsearchHadoopProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("elasticsearch-hadoop")
                .of("org.elasticsearch:elasticsearch-spark-30_2.12, org.elasticsearch:elasticsearch-hadoop-mr")
                .onType("org.elasticsearch.hadoop.rest.commonshttp.CommonsHttpTransport")
                .hook("execute", "(Lorg/elasticsearch/hadoop/rest/Request;)", ADVICE + "Execute")
                .onType("org.elasticsearch.hadoop.rest.bulk.handler.BulkWriteFailure")
                .hook("<init>", "(ILjava/lang/Exception;", ADVICE + "ItemFailed")
                .build();
    }

    static final class Execute {

        private Execute() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object onEnter(
                @Advice.FieldValue("httpInfo") String address,
                @Advice.FieldValue("sslEnabled") boolean secure,
                @Advice.Argument(0) Object request) {
            return SignalBridge.exchangeStarted(secure ? "https://".concat(address) : address, request);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.Enter @Nullable Object exchange,
                @Advice.Return @Nullable Object answer,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (exchange != null) {
                SignalBridge.exchangeEnded(exchange, answer, thrown);
            }
        }
    }

    static final class ItemFailed {

        private ItemFailed() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.Argument(0) int status, @Advice.Argument(1) Object thrown) {
            SignalBridge.itemFailed(status, (Throwable) thrown);
        }
    }
}
