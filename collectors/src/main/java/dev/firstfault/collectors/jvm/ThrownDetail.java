package dev.firstfault.collectors.jvm;

import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalSink;

/** What a thread died of: the root of the chain names the cause, the head is how the log shows it. */
final class ThrownDetail {

    /** As {@link ErrorDetail} keeps. */
    private static final int MOST_CHARACTERS = 300;

    /** A chain may be a ring. */
    private static final int MOST_CAUSES = 20;

    private ThrownDetail() {}

    static ErrorDetail of(Throwable thrown, Thread thread, SignalSink sink) {
        Throwable root = thrown;
        for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String message = ErrorText.of(root.getMessage());
        if (root != thrown) {
            message += " (in " + thrown.getClass().getName() + ": " + ErrorText.of(thrown.getMessage()) + ")";
        }
        return new ErrorDetail(
                sink.nanosSinceOrigin(),
                root.getClass().getName(),
                message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message,
                null,
                0,
                thread.getName(),
                StackLines.from(root.getStackTrace(), 0));
    }
}
