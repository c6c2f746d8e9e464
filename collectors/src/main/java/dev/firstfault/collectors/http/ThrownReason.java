package dev.firstfault.collectors.http;

import dev.firstfault.signals.HttpFailure;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why an HTTP client threw instead of answering, by the types of the JDK and the names of the clients'. */
final class ThrownReason {

    private static final int MOST_CAUSES = 8;

    private ThrownReason() {}

    /** By the outermost of the causes that says why. */
    static HttpFailure of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            HttpFailure reason = ofOne(cause);
            if (reason != null) {
                return reason;
            }
            cause = cause.getCause();
        }
        return HttpFailure.OTHER;
    }

    private static @Nullable HttpFailure ofOne(Throwable cause) {
        HttpFailure named = ofName(cause.getClass().getSimpleName());
        if (named != null) {
            return named;
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return HttpFailure.UNKNOWN_HOST;
        }
        if (cause instanceof NoRouteToHostException) {
            return HttpFailure.UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            return message.contains("imed out") || message.contains("nreachable")
                    ? HttpFailure.UNREACHABLE
                    : HttpFailure.REFUSED;
        }
        if (cause instanceof SSLException) {
            return cause.getCause() instanceof SocketException || message.contains("closed")
                    ? HttpFailure.CONNECTION_LOST
                    : HttpFailure.TLS;
        }
        if (cause instanceof SocketTimeoutException) {
            return message.startsWith("onnect timed out", 1) ? HttpFailure.UNREACHABLE : HttpFailure.NO_ANSWER;
        }
        if (cause instanceof TimeoutException) {
            // Apache's asynchronous clients have no type of their own for it, and at first no words either.
            return message.isEmpty() || message.contains("lease")
                    ? HttpFailure.NO_CONNECTION_FREE
                    : HttpFailure.NO_ANSWER;
        }
        if (cause instanceof CancellationException || cause instanceof InterruptedException) {
            return HttpFailure.CANCELLED;
        }
        if (cause instanceof SocketException) {
            return message.equalsIgnoreCase("Socket closed") ? HttpFailure.CANCELLED : HttpFailure.CONNECTION_LOST;
        }
        if (cause instanceof EOFException
                || cause instanceof ClosedChannelException
                || message.startsWith("Connection reset")
                || message.startsWith("Broken pipe")
                || message.startsWith("HTTP/1.1 header parser received no bytes")) {
            return HttpFailure.CONNECTION_LOST;
        }
        return cause.getClass() == InterruptedIOException.class ? HttpFailure.CANCELLED : null;
    }

    /** Types of Apache's clients 4 and 5 and of {@code java.net.http}. */
    private static @Nullable HttpFailure ofName(String type) {
        switch (type) {
            case "ConnectionPoolTimeoutException":
            case "ConnectionRequestTimeoutException":
            case "DeadlineTimeoutException":
                return HttpFailure.NO_CONNECTION_FREE;
            case "ConnectTimeoutException":
            case "HttpConnectTimeoutException":
                return HttpFailure.UNREACHABLE;
            case "HttpTimeoutException":
                return HttpFailure.NO_ANSWER;
            case "NoHttpResponseException":
            case "ConnectionClosedException":
            case "RequestNotExecutedException":
                return HttpFailure.CONNECTION_LOST;
            case "RequestAbortedException":
            case "RequestFailedException":
                return HttpFailure.CANCELLED;
            default:
                return null;
        }
    }
}
