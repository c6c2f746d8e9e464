package dev.firstfault.exporters.prometheus;

import dev.firstfault.exporters.http.Page;
import dev.firstfault.exporters.http.Request;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meter;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.MeterType;
import dev.firstfault.signals.meter.Meters;
import dev.firstfault.signals.meter.TimeCounter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * All meters as one page of metrics. Reads what was gathered before and nothing else. Thread-safe.
 *
 * <pre>
 * # HELP firstfault_gc_collections_total Collections of any kind.
 * # TYPE firstfault_gc_collections_total counter
 * firstfault_gc_collections_total 12
 * </pre>
 *
 * A gauge that is not known ({@code NaN}) is left out, and so is a family of which nothing is left.
 */
public final class MetricsPage implements Page {

    private static final String TOTAL = "_total";

    /** Upper bounds as Java's clients write them, so that a dashboard's {@code le="1.0"} finds ours. */
    private static final String[] BOUNDS = bounds();

    private final Meters meters;
    private final Deque<ExpositionWriter> idleWriters = new ConcurrentLinkedDeque<>();

    public MetricsPage(Meters meters) {
        this.meters = meters;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public String contentType(Request request) {
        return Exposition.accepted(request.accept()).contentType();
    }

    @Override
    public void writeTo(OutputStream out, Request request) throws IOException {
        writeTo(out, Exposition.accepted(request.accept()));
    }

    /** Writes the page as it is now. */
    public void writeTo(OutputStream out, Exposition form) throws IOException {
        ExpositionWriter idle = idleWriters.poll();
        ExpositionWriter writer = idle == null ? new ExpositionWriter() : idle;
        writer.start(out);
        for (MeterFamily<?> family : meters.families()) {
            family(writer, family, form);
        }
        if (form == Exposition.OPEN_METRICS) {
            writer.put("# EOF\n");
        }
        writer.finish();
        idleWriters.add(writer); // one whose page broke is not used again
    }

    private static void family(ExpositionWriter writer, MeterFamily<?> family, Exposition form) throws IOException {
        boolean headed = false;
        for (Meter meter : family.series()) {
            if (meter instanceof Gauge && Double.isNaN(((Gauge) meter).value())) {
                continue;
            }
            if (!headed) {
                head(writer, family, form);
                headed = true;
            }
            series(writer, family.name(), meter);
        }
    }

    private static void head(ExpositionWriter writer, MeterFamily<?> family, Exposition form) throws IOException {
        headLine(writer, "# HELP ", family, form);
        help(writer, family.help(), form);
        writer.put('\n');
        headLine(writer, "# TYPE ", family, form);
        writer.put(family.type().word());
        writer.put('\n');
    }

    private static void headLine(ExpositionWriter writer, String start, MeterFamily<?> family, Exposition form)
            throws IOException {
        String name = family.name();
        boolean bare = form == Exposition.OPEN_METRICS && family.type() == MeterType.COUNTER && name.endsWith(TOTAL);
        int length = bare ? name.length() - TOTAL.length() : name.length();
        writer.put(start);
        for (int i = 0; i < length; i++) {
            writer.put(name.charAt(i));
        }
        writer.put(' ');
    }

    /** Both forms escape backslash and line feed in help; OpenMetrics escapes the quote too. */
    private static void help(ExpositionWriter writer, String text, Exposition form) throws IOException {
        if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('"') < 0) {
            writer.put(text);
            return;
        }
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        writer.put(form == Exposition.OPEN_METRICS ? escaped.replace("\"", "\\\"") : escaped);
    }

    private static void series(ExpositionWriter writer, String name, Meter meter) throws IOException {
        if (meter instanceof Histogram) {
            histogram(writer, name, (Histogram) meter);
            return;
        }
        sampleName(writer, name, "", meter);
        if (meter instanceof Counter) {
            writer.put(((Counter) meter).value());
        } else if (meter instanceof TimeCounter) {
            writer.putSeconds(((TimeCounter) meter).nanos());
        } else {
            writer.put(((Gauge) meter).value());
        }
        writer.put('\n');
    }

    private static void histogram(ExpositionWriter writer, String name, Histogram histogram) throws IOException {
        long below = 0;
        for (int bucket = 0; bucket < Histogram.bucketCount(); bucket++) {
            below += histogram.bucket(bucket);
            writer.put(name);
            writer.put("_bucket{");
            writer.put(histogram.labels());
            if (!histogram.labels().isEmpty()) {
                writer.put(',');
            }
            writer.put("le=\"");
            writer.put(BOUNDS[bucket]);
            writer.put("\"} ");
            writer.put(below);
            writer.put('\n');
        }
        sampleName(writer, name, "_sum", histogram);
        writer.putSeconds(histogram.sumNanos());
        writer.put('\n');
        sampleName(writer, name, "_count", histogram);
        writer.put(below);
        writer.put('\n');
    }

    private static void sampleName(ExpositionWriter writer, String name, String suffix, Meter meter)
            throws IOException {
        writer.put(name);
        writer.put(suffix);
        if (!meter.labels().isEmpty()) {
            writer.put('{');
            writer.put(meter.labels());
            writer.put('}');
        }
        writer.put(' ');
    }

    private static String[] bounds() {
        String[] bounds = new String[Histogram.bucketCount()];
        for (int i = 0; i < bounds.length; i++) {
            double seconds = Histogram.boundSeconds(i);
            bounds[i] = Double.isInfinite(seconds) ? "+Inf" : Double.toString(seconds);
        }
        return bounds;
    }
}
