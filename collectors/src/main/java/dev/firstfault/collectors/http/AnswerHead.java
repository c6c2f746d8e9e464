package dev.firstfault.collectors.http;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads status and headers of an answer through the public interface of its client; never its body. Immutable. */
public final class AnswerHead {

    private static final String APACHE_4 = "org.apache.http.HttpResponse";
    private static final String APACHE_5 = "org.apache.hc.core5.http.HttpResponse";
    private static final String JDK = "java.net.http.HttpResponse";
    private static final String ELASTICSEARCH_HADOOP = "org.elasticsearch.hadoop.rest.Response";

    private static final Method[] NONE = {};

    /** A value of the class itself, so that it keeps no class loader of the host. */
    private static final ClassValue<AnswerHead> BY_CLASS = new ClassValue<AnswerHead>() {
        @Override
        protected AnswerHead computeValue(Class<?> type) {
            try {
                return find(type);
            } catch (ReflectiveOperationException ofAnUnknownVersion) {
                return new AnswerHead(NONE, NONE, false);
            }
        }
    };

    /** Each is called on what the one before gave; the one with a parameter gets the name of the header. */
    private final Method[] status;

    private final Method[] header;
    private final boolean elasticsearchOnly;

    private AnswerHead(Method[] status, Method[] header, boolean elasticsearchOnly) {
        this.status = status;
        this.header = header;
        this.elasticsearchOnly = elasticsearchOnly;
    }

    /** How answers of this class are read. */
    public static AnswerHead of(Object answer) {
        return BY_CLASS.get(answer.getClass());
    }

    /** The status, 0 where it cannot be read. */
    public int status(Object answer) {
        Object read = read(status, answer, "");
        return read instanceof Integer ? (Integer) read : 0;
    }

    /** The first header of this name, or null. */
    public @Nullable String header(Object answer, String name) {
        Object read = read(header, answer, name);
        return read instanceof String ? (String) read : null;
    }

    /** Whether the server says that it is Elasticsearch, or the client talks to nothing else. */
    boolean isOfElasticsearch(Object answer) {
        return elasticsearchOnly || header(answer, "X-Elastic-Product") != null;
    }

    private static @Nullable Object read(Method[] path, Object answer, String name) {
        if (path.length == 0) {
            return null;
        }
        try {
            Object at = answer;
            for (Method step : path) {
                Object next = step.getParameterCount() == 0 ? step.invoke(at) : step.invoke(at, name);
                at = next instanceof Optional ? ((Optional<?>) next).orElse(null) : next;
                if (at == null) {
                    return null;
                }
            }
            return at;
        } catch (ReflectiveOperationException unreadable) {
            return null;
        }
    }

    private static AnswerHead find(Class<?> type) throws ReflectiveOperationException {
        Class<?> apache5 = seenFrom(type, APACHE_5);
        if (apache5 != null) {
            return new AnswerHead(new Method[] {apache5.getMethod("getCode")}, headerOfApache(apache5), false);
        }
        Class<?> apache4 = seenFrom(type, APACHE_4);
        if (apache4 != null) {
            Method line = apache4.getMethod("getStatusLine");
            Method code = line.getReturnType().getMethod("getStatusCode");
            return new AnswerHead(new Method[] {line, code}, headerOfApache(apache4), false);
        }
        Class<?> jdk = seenFrom(type, JDK);
        if (jdk != null) {
            Method headers = jdk.getMethod("headers");
            Method first = headers.getReturnType().getMethod("firstValue", String.class);
            return new AnswerHead(new Method[] {jdk.getMethod("statusCode")}, new Method[] {headers, first}, false);
        }
        Class<?> hadoop = seenFrom(type, ELASTICSEARCH_HADOOP);
        return hadoop == null
                ? new AnswerHead(NONE, NONE, false)
                : new AnswerHead(
                        new Method[] {hadoop.getMethod("status")}, NONE, true); // it keeps the headers to itself
    }

    private static Method[] headerOfApache(Class<?> response) throws NoSuchMethodException {
        Method first = response.getMethod("getFirstHeader", String.class);
        return new Method[] {first, first.getReturnType().getMethod("getValue")};
    }

    private static @Nullable Class<?> seenFrom(Class<?> type, String name) {
        try {
            Class<?> found = Class.forName(name, false, type.getClassLoader());
            return found.isAssignableFrom(type) ? found : null;
        } catch (ClassNotFoundException ofAnotherClient) {
            return null;
        }
    }
}
