package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalSink;
import org.jspecify.annotations.Nullable;

/** What a thread died of: the root of the chain names the cause, the head is how the log shows it. */
final class ThrownDetail {

    /** As {@link ErrorDetail} keeps. */
    private static final int MOST_CHARACTERS = 300;

    /** A chain may be a ring. */
    private static final int MOST_CAUSES = 20;

    private static final String[] SECRETS = {"password=", "passwd=", "pwd=", "secret=", "token="};

    private ThrownDetail() {}

    static ErrorDetail of(Throwable thrown, Thread thread, SignalSink sink) {
        Throwable root = thrown;
        for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String message = text(root.getMessage());
        if (root != thrown) {
            message = message + " (in " + thrown.getClass().getName() + ": " + text(thrown.getMessage()) + ")";
        }
        if (message.length() > MOST_CHARACTERS) {
            message = message.substring(0, MOST_CHARACTERS);
        }
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                root.getClass().getName(),
                withoutSecrets(message),
                null,
                0,
                thread.getName(),
                CallerFrames.lines(root.getStackTrace(), 0));
    }

    /** The text with every {@code password=...} and its like cut to the name. */
    static String withoutSecrets(String text) {
        String clean = text;
        for (String secret : SECRETS) {
            int at = indexOfIgnoringCase(clean, secret, 0);
            while (at >= 0) {
                int from = at + secret.length();
                clean = clean.substring(0, from) + "***" + clean.substring(endOfValue(clean, from));
                at = indexOfIgnoringCase(clean, secret, from);
            }
        }
        return clean;
    }

    private static int endOfValue(String text, int from) {
        int to = from;
        while (to < text.length() && " &;,)\"'\n".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return to;
    }

    private static int indexOfIgnoringCase(String text, String word, int from) {
        for (int i = from; i + word.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                return i;
            }
        }
        return -1;
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
