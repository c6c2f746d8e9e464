package dev.firstfault.collectors.http;

import static dev.firstfault.collectors.http.Calls.call;
import static dev.firstfault.collectors.http.Calls.callStatic;
import static dev.firstfault.collectors.http.Calls.get;
import static dev.firstfault.collectors.http.Calls.make;

import dev.firstfault.collectors.Matrix;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.WovenLoader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of Apache's HTTP clients with the hooks woven in, one connection at most to a server. */
abstract class TestClient implements Closeable {

    /** Long enough for what should not time out. */
    private static final int LONG_MILLIS = 20_000;

    private static final int SHORT_MILLIS = 300;

    /** What it does not wait long for. */
    enum Impatient {
        FOR_NOTHING,
        FOR_ANSWERS,
        FOR_CONNECTIONS
    }

    /** What an application gets to see of an answer. */
    record Seen(int status, String body) {}

    final WovenLoader loader;

    private TestClient(WovenLoader loader) {
        this.loader = loader;
    }

    /** Artifact and version as {@code httpclient 4.5.14}, with {@code classic} or {@code async} after that where there are both. */
    static TestClient of(String name, RecordedSignals signals, Impatient impatient) throws Exception {
        String[] words = name.split(" ", -1);
        String version = words[1];
        return switch (words[0]) {
            case "httpclient" -> new Blocking4(new WovenLoader(signals, signals, jars4(version, null)), impatient);
            case "httpasyncclient" ->
                new Async4(
                        new WovenLoader(signals, signals, jars4(version.equals("4.0") ? "4.3.6" : "4.5.14", version)),
                        impatient);
            default -> {
                WovenLoader loader = new WovenLoader(signals, signals, jars5(version));
                yield words[2].equals("async") ? new Async5(loader, impatient) : new Blocking5(loader, impatient);
            }
        };
    }

    private static File[] jars4(String version, @Nullable String async) {
        String core = version.startsWith("4.3") ? "4.3.3" : "4.4.16";
        File[] jars = {
            Matrix.jar("httpclient", version),
            Matrix.jar("httpcore", core),
            Matrix.jar("commons-logging", "1.3.5"),
            Matrix.jar("commons-codec", "1.11"),
            Matrix.jar("slf4j-api", "1.7.36"),
            Matrix.jar("slf4j-api", "1.7.36")
        };
        if (async != null) {
            jars[4] = Matrix.jar("httpasyncclient", async);
            jars[5] = Matrix.jar("httpcore-nio", async.equals("4.0") ? "4.3" : "4.4.16");
        }
        return jars;
    }

    private static File[] jars5(String version) {
        String core = switch (version) {
            case "5.0.4" -> "5.0.4";
            case "5.1.4" -> "5.1.5";
            case "5.5" -> "5.3.4";
            default -> "5.4.3";
        };
        return new File[] {
            Matrix.jar("httpclient5", version),
            Matrix.jar("httpcore5", core),
            Matrix.jar("httpcore5-h2", core),
            Matrix.jar("slf4j-api", "1.7.36"),
            Matrix.jar("commons-codec", "1.11")
        };
    }

    /** Asks for the URL and reads the answer to its end. */
    abstract Seen ask(String url) throws Exception;

    /** Asks for the URL and leaves the answer, and with it the only connection, as it is. */
    abstract AutoCloseable hold(String url) throws Exception;

    /** Asks for the URL, gives up once {@code given} returns, and waits for what comes of it: an exception, or none. */
    abstract void cancel(String url, Runnable given) throws Exception;

    static boolean isAsync(String name) {
        return name.contains("async");
    }

    /** Some asynchronous clients notice only when an answer came, or did not, that others have waited long enough for a connection. */
    private static int answerMillis(Impatient impatient) {
        return impatient == Impatient.FOR_CONNECTIONS ? 2_000 : millis(impatient, Impatient.FOR_ANSWERS);
    }

    private static int millis(Impatient impatient, Impatient ofThis) {
        return impatient == ofThis ? SHORT_MILLIS : LONG_MILLIS;
    }

    private static Object timeout(ClassLoader loader, int millis) throws Exception {
        return callStatic(loader, "org.apache.hc.core5.util.Timeout", "of", (long) millis, TimeUnit.MILLISECONDS);
    }

    private static Object config4(ClassLoader loader, Impatient impatient) throws Exception {
        Object config = callStatic(loader, "org.apache.http.client.config.RequestConfig", "custom");
        call(config, "setSocketTimeout", answerMillis(impatient));
        call(config, "setConnectTimeout", LONG_MILLIS);
        call(config, "setConnectionRequestTimeout", millis(impatient, Impatient.FOR_CONNECTIONS));
        return get(config, "build");
    }

    private static Object config5(ClassLoader loader, Impatient impatient) throws Exception {
        Object config = callStatic(loader, "org.apache.hc.client5.http.config.RequestConfig", "custom");
        call(config, "setResponseTimeout", timeout(loader, answerMillis(impatient)));
        call(config, "setConnectTimeout", timeout(loader, LONG_MILLIS));
        call(config, "setConnectionRequestTimeout", timeout(loader, millis(impatient, Impatient.FOR_CONNECTIONS)));
        return get(config, "build");
    }

    private static <T> T unwrapped(Future<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private static final class Blocking4 extends TestClient {

        private final Object client;

        Blocking4(WovenLoader loader, Impatient impatient) throws Exception {
            super(loader);
            Object builder = callStatic(loader, "org.apache.http.impl.client.HttpClients", "custom");
            call(builder, "setMaxConnPerRoute", 1);
            call(builder, "disableAutomaticRetries");
            call(builder, "setDefaultRequestConfig", config4(loader, impatient));
            client = get(builder, "build");
        }

        @Override
        Seen ask(String url) throws Exception {
            try (Closeable response = (Closeable) execute(url)) {
                int status = (Integer) get(get(response, "getStatusLine"), "getStatusCode");
                Object body =
                        callStatic(loader, "org.apache.http.util.EntityUtils", "toString", get(response, "getEntity"));
                return new Seen(status, (String) body);
            }
        }

        private Object execute(String url) throws Exception {
            return get(client, "execute", make(loader, "org.apache.http.client.methods.HttpGet", url));
        }

        @Override
        AutoCloseable hold(String url) throws Exception {
            return (AutoCloseable) execute(url);
        }

        @Override
        void cancel(String url, Runnable given) throws Exception {
            Object request = make(loader, "org.apache.http.client.methods.HttpGet", url);
            Thread other = new Thread(() -> {
                given.run();
                try {
                    call(request, "abort");
                } catch (Exception never) {
                    throw new IllegalStateException(never);
                }
            });
            other.start();
            try {
                get(client, "execute", request);
            } catch (IOException cancelled) {
                // what was asked for
            } finally {
                other.join();
            }
        }

        @Override
        public void close() throws IOException {
            ((Closeable) client).close();
            loader.close();
        }
    }

    private static final class Async4 extends TestClient {

        private final Object client;

        Async4(WovenLoader loader, Impatient impatient) throws Exception {
            super(loader);
            Object builder = callStatic(loader, "org.apache.http.impl.nio.client.HttpAsyncClients", "custom");
            call(builder, "setMaxConnPerRoute", 1);
            call(builder, "setDefaultRequestConfig", config4(loader, impatient));
            client = get(builder, "build");
            call(client, "start");
        }

        @Override
        Seen ask(String url) throws Exception {
            Object response = unwrapped(send(url));
            int status = (Integer) get(get(response, "getStatusLine"), "getStatusCode");
            Object body =
                    callStatic(loader, "org.apache.http.util.EntityUtils", "toString", get(response, "getEntity"));
            return new Seen(status, (String) body);
        }

        private Future<?> send(String url) throws Exception {
            return (Future<?>)
                    get(client, "execute", make(loader, "org.apache.http.client.methods.HttpGet", url), null);
        }

        @Override
        AutoCloseable hold(String url) throws Exception {
            Future<?> future = send(url);
            return () -> future.cancel(true);
        }

        @Override
        void cancel(String url, Runnable given) throws Exception {
            Future<?> future = send(url);
            given.run();
            future.cancel(true);
        }

        @Override
        public void close() throws IOException {
            ((Closeable) client).close();
            loader.close();
        }
    }

    private static final class Blocking5 extends TestClient {

        private final Object client;

        Blocking5(WovenLoader loader, Impatient impatient) throws Exception {
            super(loader);
            Object pool = make(loader, "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager");
            call(pool, "setDefaultMaxPerRoute", 1);
            Object builder = callStatic(loader, "org.apache.hc.client5.http.impl.classic.HttpClients", "custom");
            call(builder, "setConnectionManager", pool);
            call(builder, "disableAutomaticRetries");
            call(builder, "setDefaultRequestConfig", config5(loader, impatient));
            client = get(builder, "build");
        }

        private Object request(String url) throws Exception {
            return make(loader, "org.apache.hc.client5.http.classic.methods.HttpGet", url);
        }

        @Override
        Seen ask(String url) throws Exception {
            try (Closeable response = (Closeable) get(client, "execute", request(url))) {
                Object entity = get(response, "getEntity");
                try (var body = (java.io.InputStream) get(entity, "getContent")) {
                    return new Seen(
                            (Integer) get(response, "getCode"),
                            new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }

        @Override
        AutoCloseable hold(String url) throws Exception {
            return (AutoCloseable) get(client, "execute", request(url));
        }

        @Override
        void cancel(String url, Runnable given) throws Exception {
            Object request = request(url);
            Thread other = new Thread(() -> {
                given.run();
                try {
                    call(request, "cancel");
                } catch (Exception never) {
                    throw new IllegalStateException(never);
                }
            });
            other.start();
            try {
                get(client, "execute", request);
            } catch (IOException cancelled) {
                // what was asked for
            } finally {
                other.join();
            }
        }

        @Override
        public void close() throws IOException {
            ((Closeable) client).close();
            loader.close();
        }
    }

    private static final class Async5 extends TestClient {

        private final Object client;

        Async5(WovenLoader loader, Impatient impatient) throws Exception {
            super(loader);
            Object pool = make(loader, "org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager");
            call(pool, "setDefaultMaxPerRoute", 1);
            Object builder = callStatic(loader, "org.apache.hc.client5.http.impl.async.HttpAsyncClients", "custom");
            call(builder, "setConnectionManager", pool);
            call(builder, "disableAutomaticRetries");
            call(builder, "setDefaultRequestConfig", config5(loader, impatient));
            client = get(builder, "build");
            call(client, "start");
        }

        private Future<?> send(String url) throws Exception {
            Object request = make(loader, "org.apache.hc.client5.http.async.methods.SimpleHttpRequest", "GET", url);
            return (Future<?>) get(client, "execute", request, null);
        }

        @Override
        Seen ask(String url) throws Exception {
            Object response = unwrapped(send(url));
            return new Seen((Integer) get(response, "getCode"), (String) get(response, "getBodyText"));
        }

        @Override
        AutoCloseable hold(String url) throws Exception {
            Future<?> future = send(url);
            return () -> future.cancel(true);
        }

        @Override
        void cancel(String url, Runnable given) throws Exception {
            Future<?> future = send(url);
            given.run();
            future.cancel(true);
        }

        @Override
        public void close() throws IOException {
            ((Closeable) client).close();
            loader.close();
        }
    }
}
