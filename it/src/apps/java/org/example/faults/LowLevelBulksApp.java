package org.example.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;

/**
 * Sends bulks through a low-level client of Elasticsearch or OpenSearch of any age, and reads each answer to its end. Arguments: package of
 * the client, port, path, bulks, documents in each, {@code sync} or {@code async}, {@code plain} or {@code gzip}. Says how
 * often the answers say 429; an answer of 429 counts once.
 */
public final class LowLevelBulksApp {
    /** Stands in every document, and nowhere else. */
    public static final String PLANTED = "planted-secret";

    private final String library;
    private final Object client;
    private final String path;
    private final boolean gzip;

    private LowLevelBulksApp(String library, int port, String path, boolean gzip) throws Exception {
        this.library = library;
        this.path = path;
        this.gzip = gzip;
        Method builder = methodNamed(type(library.startsWith("co.") ? "Rest5Client" : "RestClient"), "builder", false);
        Class<?> hostType = builder.getParameterTypes()[0].getComponentType();
        Object hosts = Array.newInstance(hostType, 1);
        Array.set(hosts, 0, host(hostType, port));
        Object built = builder.invoke(null, hosts);
        this.client = call(built, "build");
    }

    public static void main(String[] arguments) throws Exception {
        LowLevelBulksApp app = new LowLevelBulksApp(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[6].equals("gzip"));
        int bulks = Integer.parseInt(arguments[3]);
        String body = body(Integer.parseInt(arguments[4]));
        int rejected = 0;
        for (int i = 0; i < bulks; i++) {
            String answer = arguments[5].equals("async") ? app.sendAsync(body) : app.send(body);
            rejected += count(answer, "\"status\":429");
        }
        System.out.println("rejected " + rejected);
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

    private static Object host(Class<?> type, int port) throws Exception {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] parameters = constructor.getParameterTypes();
            if (parameters.length == 3
                    && parameters[0] == String.class
                    && parameters[1] == int.class
                    && parameters[2] == String.class) {
                return constructor.newInstance("127.0.0.1", port, "http");
            }
            if (parameters.length == 3
                    && parameters[1] == String.class
                    && parameters[2] == int.class
                    && parameters[0] == String.class) {
                return constructor.newInstance("http", "127.0.0.1", port);
            }
        }
        throw new NoSuchMethodException(type + " has no constructor of scheme, host, port");
    }

    private String send(String body) throws Exception {
        try {
            Method perform = methodNamed(client.getClass(), "performRequest", true);
            return text(perform.invoke(client, arguments(perform, body, null)));
        } catch (InvocationTargetException failed) {
            return ofFailure(failed.getCause());
        }
    }

    private String sendAsync(String body) throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Object listener = Proxy.newProxyInstance(
                type("ResponseListener").getClassLoader(),
                new Class<?>[] {type("ResponseListener")},
                (proxy, method, arguments) -> method.getName().equals("onSuccess")
                        ? answer.complete(arguments[0])
                        : answer.completeExceptionally((Throwable) arguments[0]));
        Method perform = methodNamed(client.getClass(), "performRequestAsync", true);
        perform.invoke(client, arguments(perform, body, listener));
        try {
            return text(answer.get());
        } catch (ExecutionException failed) {
            return ofFailure(failed.getCause());
        }
    }

    /** An answer of 429 comes as an exception that holds it; this client reads it too. */
    private static String ofFailure(Throwable failed) throws Exception {
        if (!failed.getClass().getSimpleName().equals("ResponseException")) {
            throw new IOException(failed);
        }
        System.out.println("failed " + failed.getMessage().split("\n", 2)[0]);
        return text(call(failed, "getResponse"));
    }

    /** Of a request object; up to Elasticsearch 6.3, of its parts. */
    private Object[] arguments(Method perform, String body, Object listener) throws Exception {
        Class<?>[] parameters = perform.getParameterTypes();
        if (parameters[0] != String.class) {
            Object request = request(body);
            return listener == null ? new Object[] {request} : new Object[] {request, listener};
        }
        Class<?> type = Class.forName("org.apache.http.entity.ContentType");
        Object entity = Class.forName("org.apache.http.entity.StringEntity")
                .getConstructor(String.class, type)
                .newInstance(body, type.getField("APPLICATION_JSON").get(null));
        Class<?> header = Class.forName("org.apache.http.Header");
        Object headers = Array.newInstance(header, gzip ? 1 : 0);
        if (gzip) {
            Class<?> basic = Class.forName("org.apache.http.message.BasicHeader");
            Array.set(
                    headers,
                    0,
                    basic.getConstructor(String.class, String.class).newInstance("Accept-Encoding", "gzip"));
        }
        return listener == null
                ? new Object[] {"POST", path, Collections.emptyMap(), entity, headers}
                : new Object[] {"POST", path, Collections.emptyMap(), entity, listener, headers};
    }

    private Object request(String body) throws Exception {
        Class<?> type = type("Request");
        Object request = type.getConstructor(String.class, String.class).newInstance("POST", path);
        type.getMethod("setJsonEntity", String.class).invoke(request, body);
        if (gzip) {
            Class<?> options = type("RequestOptions");
            Object builder = call(options.getField("DEFAULT").get(null), "toBuilder");
            builder.getClass()
                    .getMethod("addHeader", String.class, String.class)
                    .invoke(builder, "Accept-Encoding", "gzip");
            type.getMethod("setOptions", options).invoke(request, call(builder, "build"));
        }
        return request;
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(library + '.' + name);
    }

    /** The one with the fewest parameters or, of those that take the parts of a request, the one that takes them all but a factory. */
    private static Method methodNamed(Class<?> type, String name, boolean ofRequests) throws Exception {
        Method best = null;
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (!method.getName().equals(name)
                    || (ofRequests && parameters[0] == String.class && !takesParts(parameters))) {
                continue;
            }
            if (!ofRequests && !(parameters.length == 1 && parameters[0].isArray() && hasPort(parameters[0]))) {
                continue;
            }
            if (best == null || parameters[0] != String.class) {
                best = method;
            }
        }
        if (best == null) {
            throw new NoSuchMethodException(name);
        }
        return best;
    }

    private static boolean hasPort(Class<?> hosts) throws Exception {
        return hosts.getComponentType().getSimpleName().equals("HttpHost");
    }

    private static boolean takesParts(Class<?>[] parameters) {
        int at = parameters.length - 1;
        return parameters.length >= 5
                && parameters[3].getSimpleName().equals("HttpEntity")
                && parameters[at].isArray()
                && (parameters.length == 5
                        || (parameters.length == 6
                                && parameters[4].getSimpleName().equals("ResponseListener")));
    }

    private static Object call(Object on, String method) throws Exception {
        Method found = on.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(on);
    }

    private static String text(Object response) throws Exception {
        Object entity = call(response, "getEntity");
        InputStream in = (InputStream) call(entity, "getContent");
        PushbackInputStream first = new PushbackInputStream(in);
        int magic = first.read();
        first.unread(magic);
        InputStream plain = magic == 0x1f ? new GZIPInputStream(first) : first; // the oldest clients leave it to us
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int read = plain.read(piece); read >= 0; read = plain.read(piece)) {
            bytes.write(piece, 0, read);
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    private static int count(String text, String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            count++;
        }
        return count;
    }
}
