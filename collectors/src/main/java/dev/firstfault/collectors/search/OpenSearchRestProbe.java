package dev.firstfault.collectors.search;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** The REST clients of OpenSearch: the low-level client, and the transport of the Java client that needs none. */
public final class OpenSearchRestProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("opensearch-rest")
                .of("org.opensearch.client:opensearch-rest-client, org.opensearch.client:opensearch-java")
                .onType("org.opensearch.client.Response")
                .hook("<init>", null, AnsweredAdvice.NAME)
                .onType("org.opensearch.client.transport.httpclient5.Response")
                .hook("<init>", null, AnsweredAdvice.NAME)
                .build();
    }
}
