package dev.firstfault.collectors.http;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers that this process talks to over HTTP. Bounded: beyond {@link #MOST_TARGETS} they are one, {@code other}.
 * Thread-safe; {@link #tick} is the agent's.
 */
public final class HttpTargets {

    /** As many as the box has room for. */
    public static final int MOST_TARGETS = 15;

    private static final String OTHER = "other";
    private static final String SEPARATOR = "://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final HttpMeters meters;
    private final SignalSink sink;
    private final Clock clock;
    private final Map<String, HttpTarget> targets = new ConcurrentHashMap<>();

    public HttpTargets(Meters meters, SignalSink sink, Clock clock) {
        this.meters = new HttpMeters(meters);
        this.sink = sink;
        this.clock = clock;
    }

    /** The server of this URL; user, path and parameters do not matter. {@code host:port} is one too. */
    public HttpTarget of(String url) {
        HttpTarget known = targets.get(url);
        return known == null ? named(nameOf(url)) : known;
    }

    /**
     * The server at this address.
     *
     * @param scheme null or empty for {@code http}
     * @param port 0 or less for the scheme's own
     */
    public HttpTarget of(@Nullable String scheme, String host, int port) {
        return named(name(scheme == null || scheme.isEmpty() ? "http" : scheme, host, port));
    }

    /** Once a second. */
    public void tick() {
        for (HttpTarget target : targets.values()) {
            target.tick();
        }
    }

    private HttpTarget named(String name) {
        HttpTarget known = targets.get(name);
        return known == null ? make(name) : known;
    }

    private synchronized HttpTarget make(String name) {
        String key = targets.containsKey(name) || targets.size() < MOST_TARGETS ? name : OTHER;
        HttpTarget known = targets.get(key);
        if (known == null) {
            known = new HttpTarget(key, meters, sink, clock);
            targets.put(key, known);
        }
        return known;
    }

    /** {@code http://host:port} of what may have a user, a path and parameters beside it. */
    static String nameOf(String url) {
        int separator = url.indexOf(SEPARATOR);
        String scheme = separator < 0 ? "http" : url.substring(0, separator);
        int start = separator < 0 ? 0 : separator + SEPARATOR.length();
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = authority.lastIndexOf(':');
        if (colon < authority.lastIndexOf(']') || colon < 0) {
            return name(scheme, authority, 0);
        }
        return name(scheme, authority.substring(0, colon), portOf(authority, colon + 1));
    }

    private static String name(String scheme, String host, int port) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        int known = port > 0 ? port : lower.equals("https") ? HTTPS_PORT : HTTP_PORT;
        boolean bare6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        String shown = host.toLowerCase(Locale.ROOT);
        return lower + SEPARATOR + (bare6 ? '[' + shown + ']' : shown) + ':' + known;
    }

    private static int portOf(String text, int from) {
        int port = 0;
        for (int at = from; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9 || port > 6553) {
                return 0;
            }
            port = 10 * port + digit;
        }
        return port;
    }
}
