package org.example.clients;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch.core.BulkRequest;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Sends bulks through OpenSearch's Java client. Arguments: index, bulks, documents in each, then pairs of port and retries, 0. */
public final class OpenSearchBulks {

    public static void main(String[] arguments) throws Exception {
        HttpHost host = new HttpHost("http", "127.0.0.1", Integer.parseInt(arguments[3]));
        OpenSearchClient client = new OpenSearchClient(
                ApacheHttpClient5TransportBuilder.builder(host).build());
        int rejected = 0;
        for (int bulk = 0; bulk < Integer.parseInt(arguments[1]); bulk++) {
            BulkRequest.Builder request = new BulkRequest.Builder();
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                Map<String, Object> document = Map.of("n", i, "text", "planted-secret");
                request.operations(op -> op.index(index -> index.index(arguments[0]).document(document)));
            }
            try {
                BulkResponse answer = client.bulk(request.build());
                rejected += (int)
                        answer.items().stream().filter(item -> item.status() == 429).count();
            } catch (OpenSearchException refused) {
                System.out.println("failed " + refused.status());
                rejected++;
            }
        }
        System.out.println("0 rejected " + rejected);
        System.out.println("done");
        new CountDownLatch(1).await(); // until it is ended: its numbers are read now
    }
}
