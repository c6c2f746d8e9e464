package dev.firstfault.collectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final long NOW = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();

    @Test
    void secondsAndDatesAreUnderstood() {
        assertThat(RetryAfter.nanos("120", NOW)).isEqualTo(Duration.ofMinutes(2).toNanos());
        assertThat(RetryAfter.nanos(" 3 ", NOW)).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(RetryAfter.nanos("Mon, 23 Nov 2026 08:00:30 GMT", NOW))
                .isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void whatMakesNoSenseIsNoWait() {
        assertThat(RetryAfter.nanos(null, NOW)).isZero();
        assertThat(RetryAfter.nanos("", NOW)).isZero();
        assertThat(RetryAfter.nanos("soon", NOW)).isZero();
        assertThat(RetryAfter.nanos("-5", NOW)).isZero();
        assertThat(RetryAfter.nanos("Mon, 23 Nov 2026 07:59:30 GMT", NOW)).isZero();
    }

    @Test
    void noMoreThanADayIsBelieved() {
        assertThat(RetryAfter.nanos("999999999", NOW))
                .isEqualTo(Duration.ofDays(1).toNanos());
        assertThat(RetryAfter.nanos("99999999999999999999", NOW)).isZero();
    }
}
