package org.example.clients;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.BackoffPolicy;
import co.elastic.clients.transport.ElasticsearchTransport;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends bulks through a {@code BulkIngester}. Arguments: index, bulks, documents in each, then pairs of port
 * and retries. */
public final class IngesterBulks {

    public static void main(String[] arguments) throws Exception {
        for (int at = 3; at < arguments.length; at += 2) {
            send(
                    Integer.parseInt(arguments[at]),
                    arguments[0],
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[at + 1]));
        }
        System.out.println("done");
        new CountDownLatch(1).await(); // until it is ended: its numbers are read now
    }

    private static void send(int port, String to, int bulks, int documents, int retries) throws Exception {
        ElasticsearchClient client = new ElasticsearchClient(transport(port));
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        BulkListener<Object> listener = new BulkListener<>() {
            @Override
            public void beforeBulk(long id, BulkRequest request, List<Object> contexts) {}

            @Override
            public void afterBulk(long id, BulkRequest request, List<Object> contexts, BulkResponse response) {
                response.items().forEach(item -> (item.error() != null ? failed : taken).incrementAndGet());
            }

            @Override
            public void afterBulk(long id, BulkRequest request, List<Object> contexts, Throwable thrown) {
                failed.addAndGet(request.operations().size());
            }
        };
        BulkIngester<Object> ingester = BulkIngester.of(b -> b.client(client)
                .maxOperations(documents)
                .maxConcurrentRequests(1)
                .listener(listener)
                .backoffPolicy(
                        retries == 0 ? BackoffPolicy.noBackoff() : BackoffPolicy.exponentialBackoff(20L, retries)));
        for (int i = 0; i < bulks * documents; i++) {
            Map<String, Object> document = Map.of("n", i, "text", "planted-secret");
            ingester.add(op -> op.index(index -> index.index(to).document(document)));
        }
        ingester.close();
        System.out.println(retries + " rejected " + failed + " taken " + taken);
    }

    /** On the low-level client of its time: that on HttpClient 5 since version 9. */
    private static ElasticsearchTransport transport(int port) throws Exception {
        boolean five = IngesterBulks.class.getResource("/co/elastic/clients/transport/rest5_client/Rest5ClientTransport.class") != null;
        String of = five ? "co.elastic.clients.transport.rest5_client." : "co.elastic.clients.transport.rest_client.";
        Class<?> low = Class.forName(five ? of + "low_level.Rest5Client" : "org.elasticsearch.client.RestClient");
        Class<?> hostType = Class.forName(five ? "org.apache.hc.core5.http.HttpHost" : "org.apache.http.HttpHost");
        Object hosts = Array.newInstance(hostType, 1);
        Array.set(hosts, 0, hostType.getConstructor(String.class, int.class).newInstance("127.0.0.1", port));
        Object builder = low.getMethod("builder", hosts.getClass()).invoke(null, hosts);
        Object client = builder.getClass().getMethod("build").invoke(builder);
        return (ElasticsearchTransport) Class.forName(of + (five ? "Rest5ClientTransport" : "RestClientTransport"))
                .getConstructor(low, JsonpMapper.class)
                .newInstance(client, new JacksonJsonpMapper());
    }
}
