package dev.firstfault.exporters.report.picture;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From moments to places on the picture, and the moments that are labelled: whole seconds, minutes, hours of the clock. */
final class TimeAxis {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final long[] STEPS = {
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY
    };

    private final Window window;
    private final long originEpochMillis;
    private final ZoneId zone;
    private final double left;
    private final double width;
    private final long step;
    private final DateTimeFormatter format;

    /** @param labels how many labels have room at most */
    TimeAxis(Window window, long originEpochMillis, ZoneId zone, double left, double width, int labels) {
        this.window = window;
        this.originEpochMillis = originEpochMillis;
        this.zone = zone;
        this.left = left;
        this.width = width;
        step = step(window.nanos() / MS, labels);
        String pattern = step >= DAY ? "MM-dd" : step >= MINUTE ? "HH:mm" : step >= SECOND ? "HH:mm:ss" : "HH:mm:ss.S";
        format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    private static long step(long millis, int labels) {
        for (long step : STEPS) {
            if (millis / step < labels) {
                return step;
            }
        }
        long days = 1;
        while (millis / (days * DAY) >= labels) {
            days *= 2;
        }
        return days * DAY;
    }

    double x(long nanos) {
        long inside = Math.max(window.fromNanos(), Math.min(window.toNanos(), nanos));
        return left + (inside - window.fromNanos()) * width / window.nanos();
    }

    double left() {
        return left;
    }

    double right() {
        return left + width;
    }

    double width() {
        return width;
    }

    /** The labelled moments, nanoseconds since the origin. */
    List<Long> ticks() {
        List<Long> ticks = new ArrayList<>();
        long from = originEpochMillis + window.fromNanos() / MS;
        long to = originEpochMillis + window.toNanos() / MS;
        long offset = zone.getRules().getOffset(Instant.ofEpochMilli(from)).getTotalSeconds() * SECOND;
        for (long tick = (from + offset + step - 1) / step * step - offset; tick <= to; tick += step) {
            ticks.add((tick - originEpochMillis) * MS);
        }
        return ticks;
    }

    /** The clock at a labelled moment. */
    String label(long nanos) {
        return format.format(Instant.ofEpochMilli(originEpochMillis + Math.floorDiv(nanos, MS)));
    }
}
