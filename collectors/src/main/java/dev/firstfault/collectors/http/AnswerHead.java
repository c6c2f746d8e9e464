package dev.firstfault.collectors.http;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads status and headers of an answer through the public interface of its client; never its body. */
abstract class AnswerHead {

    private static final String APACHE_4 = "org.apache.http.HttpResponse";
    private static final String APACHE_5 = "org.apache.hc.core5.http.HttpResponse";
    private static final String JDK = "java.net.http.HttpResponse";
    private static final String ELASTICSEARCH_HADOOP = "org.elasticsearch.hadoop.rest.Response";

    /** A value of the class itself, so that it keeps no class loader of the host. */
    private static final ClassValue<AnswerHead> BY_CLASS = new ClassValue<AnswerHead>() {
        @Override
        protected AnswerHead computeValue(Class<?> type) {
            return of(type);
        }
    };

    /** How answers of this class are read. */
    static AnswerHead of(Object answer) {
        return BY_CLASS.get(answer.getClass());
    }

    /** The status, 0 where it cannot be read. */
    abstract int status(Object answer);

    /** The first header of this name, or null. */
    abstract @Nullable String header(Object answer, String name);

    /** Whether the server says that it is Elasticsearch, or the client talks to nothing else. */
    boolean isOfElasticsearch(Object answer) {
        return header(answer, "X-Elastic-Product") != null;
    }

    private static AnswerHead of(Class<?> type) {
        try {
            Class<?> apache5 = seenFrom(type, APACHE_5);
            if (apache5 != null) {
                return new Apache(apache5, null, apache5.getMethod("getCode"));
            }
            Class<?> apache4 = seenFrom(type, APACHE_4);
            if (apache4 != null) {
                Method line = apache4.getMethod("getStatusLine");
                return new Apache(apache4, line, line.getReturnType().getMethod("getStatusCode"));
            }
            Class<?> jdk = seenFrom(type, JDK);
            if (jdk != null) {
                return new Jdk(jdk);
            }
            Class<?> hadoop = seenFrom(type, ELASTICSEARCH_HADOOP);
            return hadoop == null ? new Unknown() : new Hadoop(hadoop.getMethod("status"));
        } catch (ReflectiveOperationException ofAnUnknownVersion) {
            return new Unknown();
        }
    }

    private static @Nullable Class<?> seenFrom(Class<?> type, String name) {
        try {
            Class<?> found = Class.forName(name, false, type.getClassLoader());
            return found.isAssignableFrom(type) ? found : null;
        } catch (ClassNotFoundException ofAnotherClient) {
            return null;
        }
    }

    /** Apache's clients 4 and 5. */
    private static final class Apache extends AnswerHead {

        private final @Nullable Method line;
        private final Method code;
        private final Method firstHeader;
        private final Method value;

        Apache(Class<?> response, @Nullable Method line, Method code) throws NoSuchMethodException {
            this.line = line;
            this.code = code;
            this.firstHeader = response.getMethod("getFirstHeader", String.class);
            this.value = firstHeader.getReturnType().getMethod("getValue");
        }

        @Override
        int status(Object answer) {
            try {
                Object read = code.invoke(line == null ? answer : line.invoke(answer));
                return read instanceof Integer ? (Integer) read : 0;
            } catch (ReflectiveOperationException unreadable) {
                return 0;
            }
        }

        @Override
        @Nullable
        String header(Object answer, String name) {
            try {
                Object header = firstHeader.invoke(answer, name);
                return header == null ? null : (String) value.invoke(header);
            } catch (ReflectiveOperationException unreadable) {
                return null;
            }
        }
    }

    /** {@code java.net.http}, since JDK 11. */
    private static final class Jdk extends AnswerHead {

        private final Method code;
        private final Method headers;
        private final Method firstValue;

        Jdk(Class<?> response) throws NoSuchMethodException {
            code = response.getMethod("statusCode");
            headers = response.getMethod("headers");
            firstValue = headers.getReturnType().getMethod("firstValue", String.class);
        }

        @Override
        int status(Object answer) {
            try {
                Object read = code.invoke(answer);
                return read instanceof Integer ? (Integer) read : 0;
            } catch (ReflectiveOperationException unreadable) {
                return 0;
            }
        }

        @Override
        @Nullable
        String header(Object answer, String name) {
            try {
                Object found = firstValue.invoke(headers.invoke(answer), name);
                Object value = found instanceof Optional ? ((Optional<?>) found).orElse(null) : null;
                return value instanceof String ? (String) value : null;
            } catch (ReflectiveOperationException unreadable) {
                return null;
            }
        }
    }

    /** elasticsearch-hadoop, which keeps the headers to itself. */
    private static final class Hadoop extends AnswerHead {

        private final Method code;

        Hadoop(Method code) {
            this.code = code;
        }

        @Override
        int status(Object answer) {
            try {
                Object read = code.invoke(answer);
                return read instanceof Integer ? (Integer) read : 0;
            } catch (ReflectiveOperationException unreadable) {
                return 0;
            }
        }

        @Override
        @Nullable
        String header(Object answer, String name) {
            return null;
        }

        @Override
        boolean isOfElasticsearch(Object answer) {
            return true;
        }
    }

    /** Of a client that is not known. */
    private static final class Unknown extends AnswerHead {

        @Override
        int status(Object answer) {
            return 0;
        }

        @Override
        @Nullable
        String header(Object answer, String name) {
            return null;
        }
    }
}
