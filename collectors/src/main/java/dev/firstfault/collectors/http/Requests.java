package dev.firstfault.collectors.http;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What requests of Apache's clients 4 and 5 and of {@code java.net.http} say: which server they go to, whether they were given up.
 * Thread-safe.
 */
final class Requests {

    /** By what they are called, of one class: a value of the class itself, so that it keeps no class loader of the host. */
    private static final ClassValue<Members> MEMBERS = new ClassValue<Members>() {
        @Override
        protected Members computeValue(Class<?> type) {
            return new Members(type);
        }
    };

    private final HttpTargets targets;

    Requests(HttpTargets targets) {
        this.targets = targets;
    }

    /** Of an {@code HttpHost}, or what is written as one; null without one. */
    @Nullable
    HttpTarget ofHost(@Nullable Object host) {
        if (host == null) {
            return null;
        }
        if (host instanceof String) {
            return targets.of((String) host);
        }
        Members of = MEMBERS.get(host.getClass());
        Object name = read(of.hostName, host);
        Object scheme = read(of.schemeName, host);
        return name instanceof String ? targets.of((String) scheme, (String) name, number(read(of.port, host))) : null;
    }

    /** Of a request that was given without a host: Apache's 5, {@code java.net.http}. */
    @Nullable
    HttpTarget ofRequest(Object request) {
        Members of = MEMBERS.get(request.getClass());
        Object uri = read(of.uri, request);
        if (uri instanceof URI) {
            String host = ((URI) uri).getHost();
            return host == null ? null : targets.of(((URI) uri).getScheme(), host, ((URI) uri).getPort());
        }
        Object authority = read(of.authority, request);
        if (authority == null) {
            return null;
        }
        Members its = MEMBERS.get(authority.getClass());
        Object name = read(its.hostName, authority);
        return name instanceof String
                ? targets.of((String) read(of.scheme, request), (String) name, number(read(its.port, authority)))
                : null;
    }

    /** Of what an asynchronous client has in hand: a producer of requests of Apache's 4, the scope of a chain of its 5. */
    @Nullable
    HttpTarget ofScope(Object producerOrScope) {
        Members of = MEMBERS.get(producerOrScope.getClass());
        Object route = read(of.route, producerOrScope);
        return ofHost(
                route == null
                        ? read(of.target, producerOrScope)
                        : read(MEMBERS.get(route.getClass()).targetHost, route));
    }

    /** Of an {@code HttpRoute}. */
    @Nullable
    HttpTarget ofRoute(Object route) {
        return ofHost(read(MEMBERS.get(route.getClass()).targetHost, route));
    }

    /** Whether the application gave it up: what then breaks, broke because of that. */
    boolean isGivenUp(Object request) {
        return Boolean.TRUE.equals(read(MEMBERS.get(request.getClass()).givenUp, request));
    }

    private static int number(@Nullable Object port) {
        return port instanceof Integer ? (Integer) port : 0;
    }

    private static @Nullable Object read(@Nullable AccessibleObject member, Object of) {
        try {
            if (member == null) {
                return null;
            }
            return member instanceof Method ? ((Method) member).invoke(of) : ((Field) member).get(of);
        } catch (ReflectiveOperationException unreadable) {
            return null;
        }
    }

    /** The members of one class that have these names; null for those that it has not. */
    private static final class Members {

        private final @Nullable Method schemeName;
        private final @Nullable Method hostName;
        private final @Nullable Method port;
        private final @Nullable Method scheme;
        private final @Nullable Method authority;
        private final @Nullable Method uri;
        private final @Nullable Method target;
        private final @Nullable Method targetHost;
        private final @Nullable Method givenUp;
        private final @Nullable Field route;

        Members(Class<?> type) {
            schemeName = method(type, "getSchemeName");
            hostName = method(type, "getHostName");
            port = method(type, "getPort");
            scheme = method(type, "getScheme");
            authority = method(type, "getAuthority");
            uri = method(type, "uri");
            target = method(type, "getTarget");
            targetHost = method(type, "getTargetHost");
            Method aborted = method(type, "isAborted");
            givenUp = aborted == null ? method(type, "isCancelled") : aborted;
            route = field(type, "route");
        }

        /** Of the public interface or class that declares it, wherever there is one: the class itself may not be open to us. */
        private static @Nullable Method method(Class<?> type, String name) {
            try {
                Method found = type.getMethod(name);
                return HostMethods.callable(found);
            } catch (NoSuchMethodException ofAnotherKind) {
                return null;
            }
        }

        private static @Nullable Field field(Class<?> type, String name) {
            try {
                return type.getField(name);
            } catch (NoSuchFieldException ofAnotherKind) {
                return null;
            }
        }
    }
}
