package dev.firstfault.collectors.http;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Exchanges of Apache HttpClient 4.3 to 4.5, and the waits for its connections. */
public final class HttpClient4Probe implements Probe {

    private static final String EXECUTE =
            "(Lorg/apache/http/HttpHost;Lorg/apache/http/HttpRequest;Lorg/apache/http/protocol/HttpContext;)";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("http-client-4")
                .of("org.apache.httpcomponents:httpclient")
                .onType("org.apache.http.impl.client.InternalHttpClient")
                .hook("doExecute", EXECUTE, BlockingExchange.NAME)
                .onType("org.apache.http.impl.client.AbstractHttpClient") // deprecated, with DefaultHttpClient
                .hook("doExecute", EXECUTE, BlockingExchange.NAME)
                .onType("org.apache.http.impl.conn.PoolingHttpClientConnectionManager")
                .hook("requestConnection", null, LeaseAsked.FIRST)
                .hook("leaseConnection", null, LeaseEnded.NAME)
                .build();
    }
}
