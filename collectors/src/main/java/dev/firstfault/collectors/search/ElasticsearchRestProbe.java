package dev.firstfault.collectors.search;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/**
 * The REST clients of Elasticsearch: the low-level client, on which the high-level one and the Java API client up to 8 stand, and
 * Rest5, on which that of 9 stands. Each makes one {@code Response} an attempt, when its body is there.
 */
public final class ElasticsearchRestProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("elasticsearch-rest")
                .of("org.elasticsearch.client:elasticsearch-rest-client, co.elastic.clients:elasticsearch-java,"
                        + " co.elastic.clients:elasticsearch-rest5-client")
                .onType("org.elasticsearch.client.Response")
                .hook("<init>", null, AnsweredAdvice.NAME)
                .onType("co.elastic.clients.transport.rest5_client.low_level.Response")
                .hook("<init>", null, AnsweredAdvice.NAME)
                .build();
    }
}
