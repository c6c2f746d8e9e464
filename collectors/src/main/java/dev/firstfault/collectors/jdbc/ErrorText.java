package dev.firstfault.collectors.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The message of an exception, fit to be kept: without secrets, one line, not too long. */
public final class ErrorText {

    /** Enough for the longest server message seen, with its advice. */
    static final int MAX_LENGTH = 300;

    private static final int MAX_FRAMES = 8;
    private static final String HIDDEN = "***";
    private static final String CUT = "...";

    /** A word with one of these in it, followed by = or :, has a secret after that. */
    private static final String[] SECRET_WORDS = {
        "password", "passwd", "pwd", "secret", "token", "credential", "passphrase", "accesskey", "apikey"
    };

    private ErrorText() {}

    /**
     * The message with JDBC URLs reduced to their {@link JdbcTarget}, and the values of passwords and user parts of
     * other URLs hidden. The empty string for null.
     */
    public static String of(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String words = withoutConnectionNumber(oneLine(message));
        String text = withoutUserParts(withoutSecretValues(withoutJdbcUrls(words)));
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - CUT.length()) + CUT;
    }

    /**
     * The same, of an error about connecting to {@code url}: drivers quote parts of a URL that they do not understand,
     * also the part that is a password.
     */
    static String of(@Nullable String message, String url) {
        String text = message == null ? "" : message;
        for (String secret : JdbcUrls.secrets(url)) {
            text = without(text, secret);
        }
        return of(text);
    }

    /** The text with each occurrence of the secret hidden that is not part of a longer word. */
    private static String without(String text, String secret) {
        String rest = text;
        for (int at = rest.indexOf(secret); at >= 0; at = rest.indexOf(secret, at + 1)) {
            int end = at + secret.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(rest.charAt(at - 1));
            boolean ends = end == rest.length() || !Character.isLetterOrDigit(rest.charAt(end));
            if (begins && ends) {
                rest = rest.substring(0, at) + HIDDEN + rest.substring(end);
                at += HIDDEN.length() - 1;
            }
        }
        return rest;
    }

    /** Whether a parameter of this name, in lower case, holds a secret. */
    static boolean isSecretName(String lower) {
        String word = lower.replace("-", "").replace("_", "");
        for (String secret : SECRET_WORDS) {
            if (word.contains(secret)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost frames of a throwable, one a line. */
    public static String frames(Throwable thrown) {
        return frames(thrown.getStackTrace());
    }

    /** The innermost frames of a stack, one a line. */
    public static String frames(StackTraceElement[] stack) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(MAX_FRAMES, stack.length); i++) {
            out.append(i == 0 ? "" : "\n").append(stack[i]);
        }
        return out.toString();
    }

    private static String oneLine(String message) {
        // Far more than is kept, so that nothing below works on megabytes.
        String text = message.length() <= 4 * MAX_LENGTH ? message : message.substring(0, 4 * MAX_LENGTH);
        return text.replace('\r', ' ').replace('\n', ' ').trim();
    }

    /** MariaDB Connector/J puts {@code (conn=15)} before the server's words. */
    private static String withoutConnectionNumber(String text) {
        int end = text.startsWith("(conn=") ? text.indexOf(") ") : -1;
        return end < 0 ? text : text.substring(end + 2);
    }

    private static String withoutJdbcUrls(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("jdbc:");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            int end = endOfUrl(text, at, before);
            boolean brace = text.lastIndexOf('{', end - 1) > Math.max(at, text.lastIndexOf('}', end - 1));
            if (brace || text.indexOf('@', end) >= 0) {
                // Perhaps a blank in a password: then neither this nor what follows is what it looks like.
                return out.append(text, from, at).append("jdbc:").append(CUT).toString();
            }
            out.append(text, from, at)
                    .append(JdbcTarget.of(text.substring(at, end)).name());
            from = end;
            at = lower.indexOf("jdbc:", end);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int endOfUrl(String text, int at, char before) {
        boolean quoted = before == '\'' || before == '"' || before == '`';
        int end = at;
        while (end < text.length() && (quoted ? text.charAt(end) != before : text.charAt(end) > ' ')) {
            end++;
        }
        return end;
    }

    private static String withoutSecretValues(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder out = null;
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            if ((text.charAt(at) != '=' && text.charAt(at) != ':') || !namesSecret(lower, at)) {
                at++;
                continue;
            }
            int start = at + 1;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            int end = endOfValue(text, start);
            String value = lower.substring(start, end);
            if (!value.equals("yes") && !value.equals("no")) { // MySQL: (using password: YES)
                out = (out == null ? new StringBuilder(text.length()) : out)
                        .append(text, from, start)
                        .append(HIDDEN);
                from = end;
            }
            at = Math.max(end, at + 1);
        }
        return out == null ? text : out.append(text, from, text.length()).toString();
    }

    /** Whether the word before this = or : is one that names a secret. */
    private static boolean namesSecret(String lower, int separator) {
        int end = separator;
        while (end > 0 && " \"'".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0
                && (Character.isLetterOrDigit(lower.charAt(start - 1))
                        || "_-.".indexOf(lower.charAt(start - 1)) >= 0)) {
            start--;
        }
        return isSecretName(lower.substring(start, end));
    }

    private static int endOfValue(String text, int start) {
        if (start >= text.length()) {
            return start;
        }
        char first = text.charAt(start);
        String ends = first == '\'' || first == '"' ? String.valueOf(first) : first == '{' ? "}" : " ;&,)]}";
        int end = start + (ends.length() == 1 ? 1 : 0);
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return ends.length() == 1 ? Math.min(end + 1, text.length()) : end;
    }

    /**
     * {@code //user:password@host} becomes {@code //***@host}, a torn-off {@code word@host} becomes {@code ***@host};
     * {@code 'user'@'host'}, as servers write accounts, stays.
     */
    private static String withoutUserParts(String text) {
        StringBuilder out = null;
        int from = 0;
        for (int at = text.indexOf('@'), end; at >= 0; at = text.indexOf('@', end)) {
            int last = -1;
            for (end = at; end < text.length() && text.charAt(end) > ' '; end++) {
                last = text.charAt(end) == '@' && !isAccount(text, end) ? end : last;
            }
            if (last >= 0) {
                int word = at;
                while (word > from && text.charAt(word - 1) > ' ') {
                    word--;
                }
                int slashes = text.indexOf("//", word);
                out = (out == null ? new StringBuilder(text.length()) : out)
                        .append(text, from, slashes >= 0 && slashes < last ? slashes + 2 : word)
                        .append(HIDDEN);
                from = last;
            }
        }
        return out == null ? text : out.append(text, from, text.length()).toString();
    }

    private static boolean isAccount(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && "'\"`".indexOf(text.charAt(at - 1)) >= 0
                && text.charAt(at - 1) == text.charAt(at + 1);
    }
}
