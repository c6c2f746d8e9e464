package dev.firstfault.collectors.thread;

import dev.firstfault.collectors.jdbc.ErrorText;

/**
 * The name that threads made by one factory share: digits, and the long hexadecimal words of generated ids, become one
 * asterisk. {@code pool-7-thread-12} is of {@code pool-*-thread-*}.
 */
public final class FamilyName {

    private static final int MAX_LENGTH = 80;

    /** Shorter ones are words: "face", "added". */
    private static final int LEAST_ID_LENGTH = 8;

    private FamilyName() {}

    /** The family of a thread of this name; without secrets, at most 80 characters. */
    public static String of(String threadName) {
        String name = threadName.length() <= MAX_LENGTH ? threadName : threadName.substring(0, MAX_LENGTH);
        StringBuilder out = new StringBuilder(name.length());
        int at = 0;
        while (at < name.length()) {
            int end = endOfId(name, at);
            if (end > at) {
                if (out.length() == 0 || out.charAt(out.length() - 1) != '*') {
                    out.append('*');
                }
                at = end;
            } else {
                out.append(name.charAt(at++));
            }
        }
        return mayHoldSecret(name) ? ErrorText.of(out.toString()) : out.toString();
    }

    /** Threads are named after URLs here and there. */
    private static boolean mayHoldSecret(String name) {
        return name.indexOf('@') >= 0 || name.indexOf('=') >= 0 || name.indexOf("://") >= 0;
    }

    private static int endOfId(String name, int at) {
        int end = at;
        int digits = 0;
        while (end < name.length() && isHexadecimal(name.charAt(end))) {
            digits += isDigit(name.charAt(end)) ? 1 : 0;
            end++;
        }
        boolean wordBegins = at == 0 || !Character.isLetter(name.charAt(at - 1));
        boolean wordEnds = end == name.length() || !Character.isLetter(name.charAt(end));
        if (wordBegins && wordEnds && digits > 0 && end - at >= LEAST_ID_LENGTH) {
            return end;
        }
        end = at;
        while (end < name.length() && isDigit(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexadecimal(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
