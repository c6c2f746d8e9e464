package dev.firstfault.agent;

import dev.firstfault.collectors.jdbc.ConnectListener;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Words the connect failures that are worth a line. Noted on the application's thread, worded and printed on ours.
 */
final class ConnectLines implements ConnectListener {

    /** More than this between two seconds is a storm, which the report tells better. */
    private static final int MOST_WAITING = 5;

    private final Clock clock;
    private final ConcurrentLinkedQueue<Noted> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private @Nullable DateTimeFormatter timeOfDay;

    ConnectLines(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void connectFailed(
            String target, ConnectFailure reason, ErrorDetail error, long occurrence, long sinceFirstNanos) {
        if (size.get() < MOST_WAITING) {
            size.incrementAndGet();
            waiting.add(new Noted(clock.epochMillis(), target, reason, error, occurrence, sinceFirstNanos));
        }
    }

    /** The next line, or null where none waits. */
    @Nullable
    String next() {
        Noted noted = waiting.poll();
        if (noted == null) {
            return null;
        }
        size.decrementAndGet();
        if (timeOfDay == null) {
            timeOfDay = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
        }
        StringBuilder line = new StringBuilder(timeOfDay.format(Instant.ofEpochMilli(noted.atEpochMillis)));
        line.append(' ').append(happening(noted.reason)).append(": ");
        if (noted.error.vendorCode() > 0) {
            line.append(noted.error.vendorCode()).append(' ');
        }
        line.append(noted.error.message()).append(", ").append(noted.target);
        if (noted.occurrence > 1) {
            line.append(", ")
                    .append(ordinal(noted.occurrence))
                    .append(" in ")
                    .append(TimeUnit.NANOSECONDS.toSeconds(noted.sinceFirstNanos))
                    .append(" s");
        }
        return line.toString();
    }

    private static String happening(ConnectFailure reason) {
        switch (reason) {
            case CONNECTION_LIMIT:
                return "database refused a connection";
            case LOGIN_REFUSED:
                return "database refused the login";
            case DOWN:
                return "nobody listens where the database should be";
            case UNREACHABLE:
                return "database did not answer";
            case DNS:
                return "database's host name does not resolve";
            case TLS:
                return "no TLS with the database";
            case NO_DATABASE:
                return "server has no such database";
            case NOT_READY:
                return "database is not ready";
            case LOCAL_LIMIT:
                return "this host cannot open a connection";
            default:
                return "connection to the database failed";
        }
    }

    private static String ordinal(long number) {
        long lastTwo = number % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return number + "th";
        }
        switch ((int) (number % 10)) {
            case 1:
                return number + "st";
            case 2:
                return number + "nd";
            case 3:
                return number + "rd";
            default:
                return number + "th";
        }
    }

    private static final class Noted {
        final long atEpochMillis;
        final String target;
        final ConnectFailure reason;
        final ErrorDetail error;
        final long occurrence;
        final long sinceFirstNanos;

        Noted(
                long atEpochMillis,
                String target,
                ConnectFailure reason,
                ErrorDetail error,
                long occurrence,
                long sinceFirstNanos) {
            this.atEpochMillis = atEpochMillis;
            this.target = target;
            this.reason = reason;
            this.error = error;
            this.occurrence = occurrence;
            this.sinceFirstNanos = sinceFirstNanos;
        }
    }
}
