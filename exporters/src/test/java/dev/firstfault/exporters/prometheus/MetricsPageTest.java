package dev.firstfault.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    /** What a scrape of 500 series may leave behind. */
    private static final long GARBAGE_BYTES = 64 * 1024;

    /** What it may cost. */
    private final Meters meters = new Meters();

    private final MetricsPage page = new MetricsPage(meters);

    @Test
    void textFormHasHelpAndTypeOnceAndCumulativeBuckets() throws IOException {
        fill();
        assertThat(render(Exposition.TEXT)).isEqualTo("""
                # HELP a_seconds Waits "here".
                # TYPE a_seconds histogram
                a_seconds_bucket{pool="orders",le="0.001"} 1
                a_seconds_bucket{pool="orders",le="0.005"} 2
                a_seconds_bucket{pool="orders",le="0.01"} 2
                a_seconds_bucket{pool="orders",le="0.05"} 2
                a_seconds_bucket{pool="orders",le="0.1"} 2
                a_seconds_bucket{pool="orders",le="0.5"} 2
                a_seconds_bucket{pool="orders",le="1.0"} 2
                a_seconds_bucket{pool="orders",le="5.0"} 2
                a_seconds_bucket{pool="orders",le="10.0"} 2
                a_seconds_bucket{pool="orders",le="30.0"} 2
                a_seconds_bucket{pool="orders",le="60.0"} 2
                a_seconds_bucket{pool="orders",le="+Inf"} 3
                a_seconds_sum{pool="orders"} 90.0025
                a_seconds_count{pool="orders"} 3
                # HELP b_total Refusals\\n\\\\ of all.
                # TYPE b_total counter
                b_total{target="t\\"1",reason="down"} 7
                # HELP c Level.
                # TYPE c gauge
                c 0.25
                # HELP d_seconds_total Time.
                # TYPE d_seconds_total counter
                d_seconds_total 1.5
                """);
    }

    @Test
    void openMetricsFormNamesCounterFamiliesWithoutTotalAndEndsWithItsMark() throws IOException {
        fill();
        String text = render(Exposition.OPEN_METRICS);
        assertThat(text)
                .contains("# HELP a_seconds Waits \\\"here\\\".\n")
                .contains(
                        "# HELP b Refusals\\n\\\\ of all.\n# TYPE b counter\nb_total{target=\"t\\\"1\",reason=\"down\"} 7\n")
                .contains("# TYPE d_seconds counter\nd_seconds_total 1.5\n")
                .endsWith("\n# EOF\n");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        meters.gauge("unset", "Never set.").with();
        meters.gauge("empty", "No series.", "target");
        meters.gauge("half", "Known in part.", "id").with("unknown");
        meters.gauge("half", "Known in part.", "id").with("known").set(2);
        assertThat(render(Exposition.TEXT))
                .isEqualTo("# HELP half Known in part.\n# TYPE half gauge\nhalf{id=\"known\"} 2\n");
    }

    @Test
    void openMetricsIsForThoseWhoAskForIt() {
        assertThat(Exposition.accepted("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4"))
                .isEqualTo(Exposition.OPEN_METRICS);
        assertThat(Exposition.accepted("text/plain;version=0.0.4")).isEqualTo(Exposition.TEXT);
        assertThat(Exposition.accepted("")).isEqualTo(Exposition.TEXT);
    }

    @Test
    void aScrapeOf500SeriesLeavesLessThan64KilobytesOfGarbage() throws IOException {
        fill500Series();
        long lines = render(Exposition.TEXT)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
        assertThat(lines).isGreaterThan(500);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        page.writeTo(OutputStream.nullOutputStream(), Exposition.TEXT);
        long before = threads.getThreadAllocatedBytes(self);
        page.writeTo(OutputStream.nullOutputStream(), Exposition.TEXT);
        assertThat(threads.getThreadAllocatedBytes(self) - before).isBetween(1L, GARBAGE_BYTES);
    }

    @Test
    void aPageThatBrokeOffDoesNotSpoilTheNext() throws IOException {
        for (int i = 0; i < 100; i++) {
            meters.gauge("g", "Enough to fill more than one buffer, " + "x".repeat(100), "id")
                    .with("y".repeat(200) + i)
                    .set(i);
        }
        String whole = render(Exposition.TEXT);
        assertThatThrownBy(() -> page.writeTo(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("gone");
                            }
                        },
                        Exposition.TEXT))
                .hasMessage("gone");
        assertThat(render(Exposition.TEXT)).isEqualTo(whole);
    }

    private void fill() {
        meters.histogram("a_seconds", "Waits \"here\".", "pool").with("orders").observe(500_000L);
        meters.histogram("a_seconds", "", "pool").with("orders").observe(2_000_000L);
        meters.histogram("a_seconds", "", "pool").with("orders").observe(90_000_000_000L);
        meters.counter("b_total", "Refusals\n\\ of all.", "target", "reason")
                .with("t\"1", "down")
                .add(7);
        meters.gauge("c", "Level.").with().set(0.25);
        meters.timeCounter("d_seconds_total", "Time.").with().add(1_500_000_000L);
    }

    private void fill500Series() {
        for (int i = 0; i < 8; i++) {
            meters.histogram("h_seconds", "Durations.", "pool").with("p" + i).observe(1_234_567L * i);
        }
        for (int i = 0; i < 100; i++) {
            meters.gauge("g_bytes", "Bytes.", "id").with("id" + i).set(1_000_003d * i);
            meters.gauge("g_ratio", "Ratios.", "id").with("id" + i).set(i / 3d);
            meters.counter("c_total", "Counts.", "id").with("id" + i).add(i * 1_000_000_007L);
            meters.timeCounter("c_seconds_total", "Times.", "id").with("id" + i).add(i * 1_000_000_007L);
        }
    }

    private String render(Exposition form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.writeTo(out, form);
        return out.toString(StandardCharsets.UTF_8);
    }
}
