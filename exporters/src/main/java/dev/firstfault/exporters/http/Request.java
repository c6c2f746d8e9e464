package dev.firstfault.exporters.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of an HTTP/1.x request that the pages care about. */
public final class Request {

    private final String method;
    private final String path;
    private final String query;
    private final String accept;
    private final boolean chunkable;

    Request(String method, String target, String accept, boolean chunkable) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.accept = accept;
        this.chunkable = chunkable;
    }

    /**
     * Parses a request head (RFC 9112, sections 2 to 5).
     *
     * @param head request line and header lines, up to the empty line
     * @return the request, or null where this is none
     */
    static @Nullable Request parse(String head) {
        int lineEnd = head.indexOf('\n');
        String line = (lineEnd < 0 ? head : head.substring(0, lineEnd)).trim();
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last <= first + 1 || !line.startsWith("HTTP/1.", last + 1)) {
            return null;
        }
        String target = originForm(line.substring(first + 1, last));
        if (!target.startsWith("/")) {
            return null;
        }
        return new Request(line.substring(0, first), target, header(head, "accept"), !line.endsWith("/1.0"));
    }

    /** What a proxy sends, {@code http://host/path}, as {@code /path}. */
    private static String originForm(String target) {
        if (!target.startsWith("http://")) {
            return target;
        }
        int slash = target.indexOf('/', "http://".length());
        return slash < 0 ? "/" : target.substring(slash);
    }

    /** All values of a header, comma between them; the empty string where it is missing. */
    private static String header(String head, String lowerName) {
        StringBuilder values = new StringBuilder();
        int start = head.indexOf('\n') + 1;
        while (start > 0) {
            int end = head.indexOf('\n', start);
            String line = end < 0 ? head.substring(start) : head.substring(start, end);
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(lowerName)) {
                values.append(values.length() == 0 ? "" : ",")
                        .append(line.substring(colon + 1).trim());
            }
            start = end + 1;
        }
        return values.toString();
    }

    /** The path asked for, without the query. */
    public String path() {
        return path;
    }

    /** The header {@code Accept}; the empty string where it is missing. */
    public String accept() {
        return accept;
    }

    /** The first value of a parameter of the query, as sent, or null where it is missing. */
    public @Nullable String parameter(String name) {
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            String pair = end < 0 ? query.substring(start) : query.substring(start, end);
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                return pair.substring(name.length() + 1);
            }
            start = end < 0 ? query.length() : end + 1;
        }
        return null;
    }

    boolean reads() {
        return method.equals("GET") || bodiless();
    }

    /** Whether only the head of the response is wanted. */
    boolean bodiless() {
        return method.equals("HEAD");
    }

    /** Whether the client knows chunks: HTTP/1.1. */
    boolean chunkable() {
        return chunkable;
    }
}
