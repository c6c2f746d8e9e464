package org.example.faults;

import java.util.concurrent.CountDownLatch;

/**
 * Sends bulks through a low-level client of Elasticsearch or OpenSearch of any age, and reads each answer to its end. Arguments: package of
 * the client, path, bulks, documents in each, then pairs of port and manner: {@code sync-plain}, {@code async-gzip}. Says of each how often
 * the answers say 429; an answer of 429 counts once.
 */
public final class LowLevelBulksApp {
    /** Stands in every document, and nowhere else. */
    public static final String PLANTED = "planted-secret";

    public static void main(String[] arguments) throws Exception {
        int bulks = Integer.parseInt(arguments[2]);
        String body = body(Integer.parseInt(arguments[3]));
        for (int at = 4; at < arguments.length; at += 2) {
            String manner = arguments[at + 1];
            LowLevelClient client = new LowLevelClient(arguments[0], Integer.parseInt(arguments[at]), manner);
            int rejected = 0;
            for (int i = 0; i < bulks; i++) {
                rejected += count(LowLevelClient.text(client.post(arguments[1], body)), "\"status\":429");
            }
            System.out.println(manner + " rejected " + rejected);
        }
        System.out.println("done");
        new CountDownLatch(1).await(); // until it is ended: its numbers are read now
    }

    private static String body(int documents) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < documents; i++) {
            body.append("{\"index\":{}}\n{\"n\":").append(i).append(",\"text\":\"" + PLANTED + "\"}\n");
        }
        return body.toString();
    }

    private static int count(String text, String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            count++;
        }
        return count;
    }
}
