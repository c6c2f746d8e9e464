package dev.firstfault.collectors.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The grammars of JDBC URLs, each reduced to host, port and database. Everything else is left out. */
final class JdbcUrls {

    /** Shorter pieces of a password give nothing away and would hide ordinary words. */
    private static final int MIN_PIECE = 3;

    private JdbcUrls() {}

    /**
     * {@code [mode:]//[user[:password]@]host[:port][,host...][/database][?...]}, MySQL's {@code address=(host=..)} and
     * {@code (host=..,port=..)}, and PostgreSQL's bare {@code database}.
     */
    static String generic(String rest) {
        int slashes = rest.indexOf("//");
        if (slashes < 0) {
            return isPlain(rest) ? rest : ""; // jdbc:postgresql:db
        }
        int start = slashes + 2;
        int end = firstOf(rest, "/?;#", start);
        String authority = rest.substring(start, end);
        if (strayAt(rest, end)) {
            return "";
        }
        String hosts = hosts(authority.substring(authority.lastIndexOf('@') + 1));
        if (hosts.isEmpty()) {
            return "";
        }
        String database = "";
        if (end < rest.length() && rest.charAt(end) == '/') {
            database = rest.substring(end + 1, firstOf(rest, "?;&#", end));
        }
        return "//" + hosts + (isPlain(database) ? '/' + database : "");
    }

    /** {@code //host[\instance][:port][;property=value...]}; a value in braces may hold anything. */
    static String sqlServer(String rest) {
        int start = rest.startsWith("//") ? 2 : rest.startsWith("sqlserver://") ? "sqlserver://".length() : -1;
        if (start < 0 || rest.substring(0, firstOf(rest, ";", 0)).indexOf('@') >= 0) {
            return "";
        }
        int end = firstOf(rest, ";/", start);
        String server = rest.substring(start, end);
        int backslash = server.indexOf('\\');
        String host = hosts(backslash < 0 ? server : server.substring(0, backslash));
        if (host.isEmpty()) {
            return "";
        }
        String database = attribute(rest, end, "databasename", "database");
        return "//" + host + (isPlain(database) ? '/' + database : "");
    }

    /**
     * {@code thin:[user/password]@}, then {@code //host:port/service}, {@code host:port:sid}, a name of tnsnames.ora, or
     * a description in parentheses.
     */
    static String oracle(String rest) {
        int at = rest.lastIndexOf('@');
        if (at < 0) {
            return "";
        }
        String address = rest.substring(at + 1);
        if (address.startsWith("(")) {
            return described(address);
        }
        boolean credentials = at > 0 && rest.charAt(at - 1) != ':';
        String place = address.substring(0, firstOf(address, "?;", 0));
        if (place.startsWith("tcp://") || place.startsWith("tcps://")) {
            place = place.substring(place.indexOf("//"));
        }
        if (place.startsWith("//")) {
            place = place.substring(2);
        }
        int slash = place.indexOf('/');
        String server = slash < 0 ? place : place.substring(0, slash);
        String service = slash < 0 ? "" : place.substring(slash + 1);
        int firstColon = server.indexOf(':');
        int secondColon = firstColon < 0 ? -1 : server.indexOf(':', firstColon + 1);
        if (secondColon > 0) { // host:port:sid
            service = server.substring(secondColon + 1);
            server = server.substring(0, secondColon);
        }
        if (credentials && firstColon < 0) {
            return ""; // perhaps the end of a password with an @ in it
        }
        String host = hosts(server);
        return host.isEmpty() ? "" : "//" + host + (isPlain(service) ? '/' + service : "");
    }

    /** Derby and H2: {@code [mode:]name;attributes}, {@code //host/name;...}, {@code ;databaseName=name}. */
    static String embedded(String rest) {
        int semicolon = firstOf(rest, ";", 0);
        String name = rest.substring(0, semicolon);
        if (name.isEmpty()) {
            name = attribute(rest, semicolon, "databasename");
        }
        int slashes = name.indexOf("//");
        if (slashes >= 0) {
            return generic(name);
        }
        return isPath(name) ? name : "";
    }

    /** What of a URL is, or may be part of, a password: whole, and the pieces that a driver may take it apart into. */
    static List<String> secrets(String url) {
        List<String> secrets = new ArrayList<>();
        int slashes = url.indexOf("//");
        int at = url.lastIndexOf('@');
        int start = slashes >= 0 && slashes < at ? slashes + 2 : firstOf(url, ":", "jdbc:".length()) + 1;
        if (at > start) { // user:password@host, Oracle's thin:user/password@host
            int userEnd = firstOf(url, slashes >= 0 && slashes < at ? ":" : "/", start);
            addSecret(secrets, url.substring(Math.min(userEnd + 1, at), at));
        }
        for (int equals = url.indexOf('='); equals >= 0; equals = url.indexOf('=', equals + 1)) {
            int nameStart = equals;
            while (nameStart > 0 && "?&;,( ".indexOf(url.charAt(nameStart - 1)) < 0) {
                nameStart--;
            }
            if (ErrorText.isSecretName(url.substring(nameStart, equals).toLowerCase(Locale.ROOT))) {
                addSecret(secrets, url.substring(equals + 1, firstOf(url, "&;,)", equals)));
            }
        }
        return secrets;
    }

    private static void addSecret(List<String> secrets, String secret) {
        int from = 0;
        if (!secret.isEmpty()) {
            secrets.add(secret);
        }
        for (int end = 0; end <= secret.length(); end++) {
            if (end == secret.length() || !Character.isLetterOrDigit(secret.charAt(end))) {
                if (end - from >= MIN_PIECE && end - from < secret.length()) {
                    secrets.add(secret.substring(from, end));
                }
                from = end + 1;
            }
        }
    }

    /** {@code (DESCRIPTION=(ADDRESS=(HOST=h)(PORT=p))(CONNECT_DATA=(SERVICE_NAME=s)))}. */
    private static String described(String address) {
        String host = parenthesised(address, "host");
        if (!isHost(host)) {
            return "";
        }
        String port = parenthesised(address, "port");
        String service = parenthesised(address, "service_name");
        if (service.isEmpty()) {
            service = parenthesised(address, "sid");
        }
        return "//" + host + (isPort(port) ? ':' + port : "") + (isPlain(service) ? '/' + service : "");
    }

    /** The hosts as {@code host[:port][,host[:port]...]}, or nothing if any of them is not plainly one. */
    static String hosts(String authority) {
        if (authority.indexOf('(') >= 0) {
            String host = parenthesised(authority, "host");
            String port = parenthesised(authority, "port");
            return isHost(host) ? host + (isPort(port) ? ':' + port : "") : "";
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (from <= authority.length()) {
            int comma = firstOf(authority, ",", from);
            String one = authority.substring(from, comma);
            if (!isHostAndPort(one)) {
                return "";
            }
            out.append(out.length() == 0 ? "" : ",").append(one);
            from = comma + 1;
        }
        return out.toString();
    }

    private static boolean isHostAndPort(String text) {
        if (text.startsWith("[")) { // IPv6
            int end = text.indexOf(']');
            return end > 1
                    && consistsOf(text.substring(1, end), "abcdefABCDEF:.", false)
                    && (end == text.length() - 1 || (text.charAt(end + 1) == ':' && isPort(text.substring(end + 2))));
        }
        int colon = text.indexOf(':');
        return colon < 0 ? isHost(text) : isHost(text.substring(0, colon)) && isPort(text.substring(colon + 1));
    }

    private static boolean isHost(String text) {
        return consistsOf(text, ".-_", true);
    }

    private static boolean isPort(String text) {
        return text.length() <= 5 && consistsOf(text, "", false);
    }

    /** Whether it is a plain database name. */
    private static boolean isPlain(String text) {
        return text.length() <= 64 && consistsOf(text, "_.$-", true);
    }

    private static boolean isPath(String text) {
        return consistsOf(text, "_.$-/\\~: ", true);
    }

    /** Whether it is one or more digits, characters of {@code others}, and letters where they are allowed. */
    private static boolean consistsOf(String text, String others, boolean letters) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = letters && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
            if (!digit && !letter && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Whether an @ stands behind the authority, other than in the value of {@code user}: then what looks like the
     * authority may be the front of {@code user:pass/word@host}.
     */
    private static boolean strayAt(String rest, int authorityEnd) {
        for (int at = rest.indexOf('@', authorityEnd); at >= 0; at = rest.indexOf('@', at + 1)) {
            int question = rest.indexOf('?', authorityEnd);
            int parameter = Math.max(rest.lastIndexOf('&', at), rest.lastIndexOf('?', at));
            if (question < 0 || question > at || !rest.regionMatches(true, parameter + 1, "user=", 0, 5)) {
                return true;
            }
        }
        return false;
    }

    /** The value of {@code (name=value)} or {@code name=value,}; empty where there is none. */
    private static String parenthesised(String text, String name) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
            int equals = at + name.length();
            boolean begins = at > 0 && "(,".indexOf(lower.charAt(at - 1)) >= 0;
            if (begins && equals < text.length() && text.charAt(equals) == '=') {
                return text.substring(equals + 1, firstOf(text, "),", equals)).trim();
            }
        }
        return "";
    }

    /** The value of the first of these attributes in {@code ;name=value;name={value}}; empty where there is none. */
    private static String attribute(String text, int from, String... names) {
        int at = from;
        while (at < text.length()) {
            int equals = firstOf(text, "=", at);
            int start = Math.min(equals + 1, text.length());
            boolean braced = start < text.length() && text.charAt(start) == '{';
            int end = braced ? firstOf(text, "}", start) : firstOf(text, ";", start);
            String key = text.substring(Math.min(at + 1, equals), equals).trim().toLowerCase(Locale.ROOT);
            for (String name : names) {
                if (key.equals(name)) {
                    return text.substring(Math.min(braced ? start + 1 : start, end), end);
                }
            }
            at = braced ? firstOf(text, ";", end) : end;
        }
        return "";
    }

    /** The first place of any of these characters, or the length. */
    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
