package dev.firstfault.collectors.poll;

import java.util.Locale;

/** The address of a server that is asked: {@code http://host:port}, or {@code https}. Immutable. */
public final class PollTarget {

    private static final int DEFAULT_PORT = 9200;
    private static final int MOST_PORTS = 65_535;

    private final boolean tls;
    private final String host;
    private final int port;
    private final String path;

    private PollTarget(boolean tls, String host, int port, String path) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.path = path;
    }

    /**
     * Reads {@code http://host:port/prefix}; the port is 9200 where none is named.
     *
     * @throws IllegalArgumentException with what is wrong, without the text: it may hold a password
     */
    public static PollTarget of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        boolean tls = lower.startsWith("https://");
        if (!tls && !lower.startsWith("http://")) {
            throw new IllegalArgumentException("an address begins with http:// or https://");
        }
        String rest = url.substring(tls ? "https://".length() : "http://".length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "an address has no user in it: es.poll.user and es.poll.password-file say who asks");
        }
        int colon = authority.lastIndexOf(':');
        boolean named = colon > authority.lastIndexOf(']');
        String host = named ? authority.substring(0, colon) : authority;
        if (host.isEmpty() || !isPlain(host) || !isPlain(path)) {
            throw new IllegalArgumentException("an address names a host, and has nothing but a path behind it");
        }
        return new PollTarget(tls, host, named ? port(authority.substring(colon + 1)) : DEFAULT_PORT, path);
    }

    private static int port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= MOST_PORTS) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new IllegalArgumentException("a port is a number from 1 to " + MOST_PORTS);
    }

    /** What can stand in the first line of a request and its headers, and nothing that would end them. */
    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '?' || c == '#' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    boolean isTls() {
        return tls;
    }

    /** Without the brackets of an IPv6 address. */
    String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return port;
    }

    /** {@code host:port}, as the header wants it. */
    String authority() {
        return host + ':' + port;
    }

    /** What stands before the paths of the server's API. */
    String path() {
        return path;
    }

    /** As it stands in labels, as the client's own targets do. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host.toLowerCase(Locale.ROOT) + ':' + port;
    }
}
