package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.exporters.prometheus.Exposition;
import dev.firstfault.exporters.prometheus.MetricsPage;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What happens to the page when every label of every family explodes. */
class CardinalityTest {

    private static final int NAMES = 10_000;

    /** 100 series of each family, a histogram with 18 lines for each: what a scrape every few seconds may well carry. */
    private static final int MOST_BYTES = 2_000_000;

    @Test
    void tenThousandPoolsAndExecutorsMakeABoundedPage() throws IOException {
        Meters meters = MetricsDocumentTest.allFamilies();
        for (MeterFamily<?> family : meters.families()) {
            for (int i = 0; i < NAMES && !family.labelNames().isEmpty(); i++) {
                String[] values = new String[family.labelNames().size()];
                Arrays.fill(values, "a-name-of-some-length-" + i);
                family.with(values);
            }
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        new MetricsPage(meters).writeTo(page, Exposition.TEXT);

        assertThat(meters.families())
                .allSatisfy(family -> assertThat(family.series())
                        .as(family.name())
                        .hasSizeLessThanOrEqualTo(MeterFamily.MAX_SERIES + 1));
        assertThat(page.size()).isBetween(100_000, MOST_BYTES);
    }
}
