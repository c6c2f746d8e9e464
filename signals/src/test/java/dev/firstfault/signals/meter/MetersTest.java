package dev.firstfault.signals.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetersTest {

    private final Meters meters = new Meters();

    @Test
    void sameLabelsAreTheSameSeries() {
        MeterFamily<Counter> family = meters.counter("a_total", "help", "pool", "reason");
        family.with("orders", "down").increment();
        family.with("orders", "down").add(2);
        assertThat(family.with("orders", "down").value()).isEqualTo(3);
        assertThat(family.with("orders", "down").labels()).isEqualTo("pool=\"orders\",reason=\"down\"");
    }

    @Test
    void tooManyLabelSetsShareTheSeriesOther() {
        MeterFamily<Counter> family = meters.counter("a_total", "help", "target");
        for (int i = 0; i < 1000; i++) {
            family.with("t" + i).increment();
        }
        assertThat(family.series()).hasSize(MeterFamily.MAX_SERIES + 1);
        assertThat(family.with("other").value()).isEqualTo(1000 - MeterFamily.MAX_SERIES);
    }

    @Test
    void labelValuesAreEscaped() {
        assertThat(meters.gauge("g", "help", "l").with("a\"b\\c\nd").labels()).isEqualTo("l=\"a\\\"b\\\\c\\nd\"");
    }

    @Test
    void durationsFallIntoTheBucketThatBoundsThem() {
        Histogram histogram = meters.histogram("h_seconds", "help").with();
        histogram.observe(1_000_000L);
        histogram.observe(1_000_001L);
        histogram.observe(90_000_000_000L);
        assertThat(histogram.bucket(0)).isEqualTo(1);
        assertThat(histogram.bucket(1)).isEqualTo(1);
        assertThat(histogram.bucket(Histogram.bucketCount() - 1)).isEqualTo(1);
        assertThat(histogram.sumNanos()).isEqualTo(90_002_000_001L);
    }

    @Test
    void aNameIsOfOneType() {
        meters.counter("a_total", "help");
        assertThatThrownBy(() -> meters.gauge("a_total", "help")).isInstanceOf(IllegalArgumentException.class);
    }
}
