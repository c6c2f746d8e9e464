package org.example.faults;

import java.io.InputStream;

/**
 * Says all that an application can see of the answers that a low-level client of Elasticsearch or OpenSearch gets. Arguments: package of the
 * client, port, then paths.
 */
public final class LowLevelAnswersApp {

    public static void main(String[] arguments) throws Exception {
        for (String manner : new String[] {"sync-plain", "async-gzip"}) {
            LowLevelClient client = new LowLevelClient(arguments[0], Integer.parseInt(arguments[1]), manner);
            for (int i = 2; i < arguments.length; i++) {
                System.out.println(manner + " " + arguments[i]);
                Object response = client.post(arguments[i], "{}\n");
                say("thrown", client.failure());
                describe(response);
            }
        }
        Pace.everyMillis(3_000).await(); // long enough for an agent to write down what it saw
        System.exit(0);
    }

    private static void describe(Object response) throws Exception {
        if (response == null) {
            return;
        }
        say("response", response);
        Object entity = LowLevelClient.call(response, "getEntity");
        if (entity == null) {
            say("no entity", "");
            return;
        }
        say("entity", entity.getClass().getName());
        say("length", LowLevelClient.call(entity, "getContentLength"));
        say("repeatable", LowLevelClient.call(entity, "isRepeatable"));
        String body = LowLevelClient.text(response);
        say("body of " + body.length(), body.hashCode());
        try {
            say("read again", ((InputStream) LowLevelClient.call(entity, "getContent")).read() >= 0);
        } catch (ReflectiveOperationException once) {
            say("not again", once.getCause());
        }
    }

    private static void say(String what, Object value) {
        System.out.println("  " + what + ": " + String.valueOf(value).replaceAll("@[0-9a-f]+", ""));
    }
}
