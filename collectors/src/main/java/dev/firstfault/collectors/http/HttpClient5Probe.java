package dev.firstfault.collectors.http;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/**
 * Exchanges of the blocking Apache HttpClient 5, and the waits for its connections. A 429 or 503 that it answers by trying again itself, as
 * it does unless told otherwise, is within the exchange, and not seen.
 */
public final class HttpClient5Probe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("http-client-5")
                .of("org.apache.httpcomponents.client5:httpclient5")
                .onType("org.apache.hc.client5.http.impl.classic.InternalHttpClient")
                .hook("doExecute", null, BlockingExchange.NAME)
                .onType("org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager")
                .hook(
                        "lease",
                        "(Ljava/lang/String;Lorg/apache/hc/client5/http/HttpRoute;Lorg/apache/hc/core5/util/Timeout;",
                        LeaseAsked.SECOND)
                .onType("org.apache.hc.client5.http.impl.classic.InternalExecRuntime")
                .hook("acquireEndpoint", null, LeaseEnded.NAME)
                .build();
    }
}
