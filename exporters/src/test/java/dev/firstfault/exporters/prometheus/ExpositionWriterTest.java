package dev.firstfault.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpositionWriterTest {

    private final ExpositionWriter writer = new ExpositionWriter();

    @Test
    void longsAreWrittenAsJavaWritesThem() throws IOException {
        for (long value : new long[] {0, 1, -1, 9, 10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(written(value)).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void doublesReadBackAsTheSameNumber() throws IOException {
        double[] edges = {0, -0.0, 0.1, 1e-6, 1e-7, -2.5, 1 / 3d, 1e15, 1e16, 1e300, Double.MIN_VALUE, Double.MAX_VALUE
        };
        for (double value : edges) {
            assertThat(Double.parseDouble(written(value))).isEqualTo(value + 0.0);
        }
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = (random.nextInt(3) == 0 ? random.nextInt(2_000_000) : random.nextDouble())
                    / Math.pow(10, random.nextInt(12));
            assertThat(Double.parseDouble(written(value))).isEqualTo(value);
        }
    }

    @Test
    void wholeAndShortDecimalsAreWrittenPlainly() throws IOException {
        assertThat(written(5.0)).isEqualTo("5");
        assertThat(written(-0.125)).isEqualTo("-0.125");
        assertThat(written(12_345.6)).isEqualTo("12345.6");
        assertThat(written(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(written(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }

    @Test
    void nanosecondsAreWrittenAsExactSeconds() throws IOException {
        assertThat(seconds(0)).isEqualTo("0");
        assertThat(seconds(1)).isEqualTo("0.000000001");
        assertThat(seconds(90_002_500_000L)).isEqualTo("90.0025");
        assertThat(seconds(Long.MAX_VALUE)).isEqualTo("9223372036.854775807");
    }

    @Test
    void textIsUtf8() throws IOException {
        String text = "a\u00e9\u20ac\ud83d\ude00z";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.start(out);
        writer.put(text + "\ud83d!");
        writer.finish();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text + "?!");
    }

    private String written(long value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.start(out);
        writer.put(value);
        writer.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    private String written(double value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.start(out);
        writer.put(value);
        writer.finish();
        return out.toString(StandardCharsets.UTF_8);
    }

    private String seconds(long nanos) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.start(out);
        writer.putSeconds(nanos);
        writer.finish();
        return out.toString(StandardCharsets.UTF_8);
    }
}
