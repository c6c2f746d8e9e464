package org.example.faults;

import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;

/** A low-level client of Elasticsearch or OpenSearch, whatever its version, called as its users do. */
final class LowLevelClient {
    private final String library;
    private final Object client;
    private final boolean async;
    private final boolean gzip;
    private Throwable failure;

    /** @param manner {@code sync-plain}, {@code async-gzip} */
    LowLevelClient(String library, int port, String manner) throws Exception {
        this.library = library;
        this.async = manner.startsWith("async");
        this.gzip = manner.endsWith("gzip");
        Method builder = methodNamed(type(library.startsWith("co.") ? "Rest5Client" : "RestClient"), "builder", false);
        Class<?> hostType = builder.getParameterTypes()[0].getComponentType();
        Object hosts = Array.newInstance(hostType, 1);
        Array.set(hosts, 0, host(hostType, port));
        this.client = call(builder.invoke(null, hosts), "build");
    }

    /** The answer to a bulk: a {@code Response}, also where the client threw it within an exception, which then is {@link #failure}. */
    Object post(String path, String body) throws Exception {
        failure = null;
        try {
            return async ? sendAsync(path, body) : send(path, body);
        } catch (InvocationTargetException | ExecutionException failed) {
            failure = failed.getCause();
            return failure.getClass().getSimpleName().equals("ResponseException") ? call(failure, "getResponse") : null;
        }
    }

    /** What the client threw at the last call, or null. */
    Throwable failure() {
        return failure;
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

    private Object send(String path, String body) throws Exception {
        Method perform = methodNamed(client.getClass(), "performRequest", true);
        return perform.invoke(client, arguments(perform, path, body, null));
    }

    private Object sendAsync(String path, String body) throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Object listener = Proxy.newProxyInstance(
                type("ResponseListener").getClassLoader(),
                new Class<?>[] {type("ResponseListener")},
                (proxy, method, arguments) -> method.getName().equals("onSuccess")
                        ? answer.complete(arguments[0])
                        : answer.completeExceptionally((Throwable) arguments[0]));
        Method perform = methodNamed(client.getClass(), "performRequestAsync", true);
        perform.invoke(client, arguments(perform, path, body, listener));
        return answer.get();
    }

    /** Of a request object; up to Elasticsearch 6.3, of its parts. */
    private Object[] arguments(Method perform, String path, String body, Object listener) throws Exception {
        Class<?>[] parameters = perform.getParameterTypes();
        if (parameters[0] != String.class) {
            Object request = request(path, body);
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

    private Object request(String path, String body) throws Exception {
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

    static Object call(Object on, String method) throws Exception {
        Method found = on.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(on);
    }

    /** The body, read once and to its end, as text. */
    static String text(Object response) throws Exception {
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
}
