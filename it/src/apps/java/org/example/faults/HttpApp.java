package org.example.faults;

import java.io.Closeable;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * Asks for a page again and again with a general HTTP client, counts the answers by status itself, says so, and waits to be ended.
 * Arguments: client, URL, how often.
 */
public final class HttpApp {

    /** One request: the status of its answer, read to its end. */
    private interface Ask {
        int once() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Ask ask = client(arguments[0], arguments[1]);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            String outcome;
            try {
                outcome = String.valueOf(ask.once());
            } catch (InvocationTargetException failed) {
                outcome = failed.getCause().getClass().getSimpleName();
            }
            counts.merge(outcome, 1, Integer::sum);
        }
        System.out.println("counted " + counts);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static Ask client(String name, String url) throws Exception {
        switch (name) {
            case "jdk":
                return jdk(url, "send");
            case "jdk-async":
                return jdk(url, "sendAsync");
            case "apache-4":
                return apache4(url);
            case "apache-4-async":
                return apache4Async(url);
            case "apache-5":
                return apache5(url);
            case "apache-5-async":
                return apache5Async(url);
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private static Ask jdk(String url, String method) throws Exception {
        Class<?> type = Class.forName("java.net.http.HttpClient");
        Class<?> requestType = Class.forName("java.net.http.HttpRequest");
        Class<?> handlerType = Class.forName("java.net.http.HttpResponse$BodyHandler");
        Object client = type.getMethod("newHttpClient").invoke(null);
        Object builder = requestType.getMethod("newBuilder", URI.class).invoke(null, URI.create(url));
        Object request = Class.forName("java.net.http.HttpRequest$Builder")
                .getMethod("build")
                .invoke(builder);
        Method send = type.getMethod(method, requestType, handlerType);
        Method status = Class.forName("java.net.http.HttpResponse").getMethod("statusCode");
        Method ofString =
                Class.forName("java.net.http.HttpResponse$BodyHandlers").getMethod("ofString");
        return () -> {
            Object answer = send.invoke(client, request, ofString.invoke(null));
            return (Integer) status.invoke(answer instanceof Future ? ((Future<?>) answer).get() : answer);
        };
    }

    private static Ask apache4(String url) throws Exception {
        Object client = Class.forName("org.apache.http.impl.client.HttpClients")
                .getMethod("createDefault")
                .invoke(null);
        Class<?> get = Class.forName("org.apache.http.client.methods.HttpGet");
        Method execute = Class.forName("org.apache.http.impl.client.CloseableHttpClient")
                .getMethod("execute", Class.forName("org.apache.http.client.methods.HttpUriRequest"));
        return () -> {
            try (Closeable answer = (Closeable)
                    execute.invoke(client, get.getConstructor(String.class).newInstance(url))) {
                drain(answer, "org.apache.http.HttpResponse", "org.apache.http.HttpEntity");
                return status4(answer);
            }
        };
    }

    private static Ask apache4Async(String url) throws Exception {
        Object client = Class.forName("org.apache.http.impl.nio.client.HttpAsyncClients")
                .getMethod("createDefault")
                .invoke(null);
        Class<?> type = Class.forName("org.apache.http.impl.nio.client.CloseableHttpAsyncClient");
        type.getMethod("start").invoke(client);
        Class<?> get = Class.forName("org.apache.http.client.methods.HttpGet");
        Method execute = type.getMethod(
                "execute",
                Class.forName("org.apache.http.client.methods.HttpUriRequest"),
                Class.forName("org.apache.http.concurrent.FutureCallback"));
        return () -> {
            Object request = get.getConstructor(String.class).newInstance(url);
            return status4(((Future<?>) execute.invoke(client, request, null)).get());
        };
    }

    private static int status4(Object answer) throws Exception {
        Object line = Class.forName("org.apache.http.HttpResponse")
                .getMethod("getStatusLine")
                .invoke(answer);
        return (Integer) Class.forName("org.apache.http.StatusLine")
                .getMethod("getStatusCode")
                .invoke(line);
    }

    private static Ask apache5(String url) throws Exception {
        Object client = withoutRetries("org.apache.hc.client5.http.impl.classic.HttpClients");
        Class<?> get = Class.forName("org.apache.hc.client5.http.classic.methods.HttpGet");
        Method execute = Class.forName("org.apache.hc.client5.http.impl.classic.CloseableHttpClient")
                .getMethod("execute", Class.forName("org.apache.hc.core5.http.ClassicHttpRequest"));
        return () -> {
            try (Closeable answer = (Closeable)
                    execute.invoke(client, get.getConstructor(String.class).newInstance(url))) {
                drain(answer, "org.apache.hc.core5.http.HttpEntityContainer", "org.apache.hc.core5.http.HttpEntity");
                return status5(answer);
            }
        };
    }

    /** Version 5 would wait as long as it is asked to, and try once more: nobody would see that it was turned away. */
    private static Object withoutRetries(String clients) throws Exception {
        Object builder = Class.forName(clients).getMethod("custom").invoke(null);
        builder.getClass().getMethod("disableAutomaticRetries").invoke(builder);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static Ask apache5Async(String url) throws Exception {
        Object client = withoutRetries("org.apache.hc.client5.http.impl.async.HttpAsyncClients");
        Class<?> type = Class.forName("org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient");
        type.getMethod("start").invoke(client);
        Class<?> requestType = Class.forName("org.apache.hc.client5.http.async.methods.SimpleHttpRequest");
        Method execute =
                type.getMethod("execute", requestType, Class.forName("org.apache.hc.core5.concurrent.FutureCallback"));
        return () -> {
            Object request =
                    requestType.getConstructor(String.class, String.class).newInstance("GET", url);
            return status5(((Future<?>) execute.invoke(client, request, null)).get());
        };
    }

    private static int status5(Object answer) throws Exception {
        return (Integer) Class.forName("org.apache.hc.core5.http.HttpResponse")
                .getMethod("getCode")
                .invoke(answer);
    }

    private static void drain(Object answer, String container, String entityType) throws Exception {
        Object entity = Class.forName(container).getMethod("getEntity").invoke(answer);
        try (InputStream body =
                (InputStream) Class.forName(entityType).getMethod("getContent").invoke(entity)) {
            while (body.read() >= 0) {
                // to its end, so that the connection is used again
            }
        }
    }

    private HttpApp() {}
}
