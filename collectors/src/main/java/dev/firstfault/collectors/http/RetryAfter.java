package dev.firstfault.collectors.http;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date; RFC 9110, 10.2.3. */
public final class RetryAfter {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** No more than a day is believed. */
    private static final long MOST_SECONDS = 86_400;

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** How long it asks to wait, nanoseconds; 0 where it is not there or makes no sense. */
    public static long nanos(@Nullable String value, long nowEpochMillis) {
        if (value == null || value.isEmpty()) {
            return 0;
        }
        String text = value.trim();
        long seconds = 0;
        for (int at = 0; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9 || at >= MOST_DIGITS) {
                return untilNanos(text, nowEpochMillis);
            }
            seconds = 10 * seconds + digit;
        }
        return Math.min(seconds, MOST_SECONDS) * NANOS_PER_SECOND;
    }

    private static long untilNanos(String date, long nowEpochMillis) {
        try {
            long at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return Math.max(0, Math.min(at - nowEpochMillis, MOST_SECONDS * 1000)) * NANOS_PER_MILLI;
        } catch (DateTimeException neither) {
            return 0;
        }
    }
}
