package org.example.clients;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.elasticsearch.action.bulk.BackoffPolicy;
import org.elasticsearch.action.bulk.BulkProcessor;
import org.elasticsearch.action.bulk.BulkRequest;
import org.elasticsearch.action.bulk.BulkResponse;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestHighLevelClient;
import org.elasticsearch.core.TimeValue;

/** Sends bulks through a {@code BulkProcessor}. Arguments: index, bulks, documents in each, then pairs of port
 * and retries. */
public final class HighLevelBulks {

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

    private static void send(int port, String index, int bulks, int documents, int retries) throws Exception {
        RestHighLevelClient client =
                new RestHighLevelClient(RestClient.builder(new HttpHost("127.0.0.1", port, "http")));
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        BulkProcessor.Listener listener = new BulkProcessor.Listener() {
            @Override
            public void beforeBulk(long id, BulkRequest request) {}

            @Override
            public void afterBulk(long id, BulkRequest request, BulkResponse response) {
                response.forEach(item -> (item.isFailed() ? failed : taken).incrementAndGet());
            }

            @Override
            public void afterBulk(long id, BulkRequest request, Throwable thrown) {
                failed.addAndGet(request.numberOfActions());
            }
        };
        BulkProcessor processor = BulkProcessor.builder(
                        (request, then) -> client.bulkAsync(request, RequestOptions.DEFAULT, then), listener, "bulks")
                .setBulkActions(documents)
                .setConcurrentRequests(1)
                .setBackoffPolicy(
                        retries == 0
                                ? BackoffPolicy.noBackoff()
                                : BackoffPolicy.exponentialBackoff(TimeValue.timeValueMillis(20), retries))
                .build();
        for (int i = 0; i < bulks * documents; i++) {
            processor.add(new IndexRequest(index).source("n", i, "text", "planted-secret"));
        }
        processor.awaitClose(60, TimeUnit.SECONDS);
        System.out.println(retries + " rejected " + failed + " taken " + taken);
    }
}
