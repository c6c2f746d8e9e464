package dev.firstfault.exporters.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them: in their own zone, and from a moment that matters. */
final class ReportTimes {

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MILLIS_PER_MINUTE = 60 * MILLIS_PER_SECOND;
    private static final long MILLIS_PER_HOUR = 60 * MILLIS_PER_MINUTE;
    private static final long MILLIS_PER_DAY = 24 * MILLIS_PER_HOUR;

    /** Below it a tenth of a second matters. */
    private static final long TENTHS_BELOW_MILLIS = 100 * MILLIS_PER_SECOND;

    /** Below it one is not enough. */
    private static final long MILLIS_BELOW_MILLIS = 1000;

    private final DateTimeFormatter full;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter offset;
    private final DateTimeFormatter second;

    ReportTimes(ZoneId zone) {
        full = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT)
                .withZone(zone);
        clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
        second = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
        offset = DateTimeFormatter.ofPattern("'UTC'xxx", Locale.ROOT).withZone(zone);
    }

    /** Date, time and offset: {@code 2026-11-22 10:19:51 +01:00}. */
    String full(long epochMillis) {
        return full.format(Instant.ofEpochMilli(epochMillis));
    }

    /** Time of day: {@code 10:19:51.123}. */
    String clock(long epochMillis) {
        return clock.format(Instant.ofEpochMilli(epochMillis));
    }

    /** Date and time: {@code 2026-11-22 10:19:51}. */
    String second(long epochMillis) {
        return second.format(Instant.ofEpochMilli(epochMillis));
    }

    /** The zone's offset then: {@code UTC+01:00}. */
    String offset(long epochMillis) {
        return offset.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A signed distance: {@code 0 s}, {@code +250 ms}, {@code +41.5 s}, {@code -3 min 20 s}, {@code +2 h 5 min}. */
    static String relative(long millis) {
        if (millis == 0) {
            return "0 s";
        }
        return (millis < 0 ? "-" : "+") + duration(Math.abs(millis));
    }

    /** A distance, in two units at most. */
    static String duration(long millis) {
        if (millis < MILLIS_BELOW_MILLIS) {
            return millis + " ms";
        }
        if (millis < TENTHS_BELOW_MILLIS) {
            return millis / MILLIS_PER_SECOND + "." + millis % MILLIS_PER_SECOND / 100 + " s";
        }
        if (millis < MILLIS_PER_HOUR) {
            return millis / MILLIS_PER_MINUTE + " min " + millis % MILLIS_PER_MINUTE / MILLIS_PER_SECOND + " s";
        }
        if (millis < MILLIS_PER_DAY) {
            return millis / MILLIS_PER_HOUR + " h " + millis % MILLIS_PER_HOUR / MILLIS_PER_MINUTE + " min";
        }
        return millis / MILLIS_PER_DAY + " d " + millis % MILLIS_PER_DAY / MILLIS_PER_HOUR + " h";
    }
}
