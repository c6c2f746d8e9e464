package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.SuppressForbidden;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.StringTokenizer;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What fills the heap: one class histogram in a process's life, when collections leave three quarters of it.
 *
 * <p>It stops the application for some 20 to 30 ns an object, garbage included (no collection is made for it), and costs
 * some 130 kB of garbage: so it is never taken of a heap that holds more than allowed, nor of one that is all but full.
 */
final class HeapClasses {

    /** As many as a page of a report has room for. */
    private static final int MOST = 30;

    private static final int MOST_IN_SIGNAL = 8;
    private static final int FROM_PERCENT = 70;
    private static final int TO_PERCENT = 88;

    /** Collections of a part of the heap leave garbage: so many in a row must agree. */
    private static final int LOOKS = 3;

    /** While it starts, a process is left alone; and who dies that young needs no histogram to be understood. */
    private static final long FIRST_NANOS = 10_000_000_000L;

    /** What the histogram itself needs. */
    private static final long ROOM = 4 << 20;

    private final SignalSink sink;
    private final long maxHeap = Runtime.getRuntime().maxMemory();
    private final long mostBytes;
    private int looks;
    private long seenCollections;
    private boolean done;

    /** @param mostBytes of a heap that holds more than this none is taken */
    HeapClasses(SignalSink sink, long mostBytes) {
        this.sink = sink;
        this.mostBytes = mostBytes;
        done = mostBytes <= 0;
    }

    /**
     * Once a second, with the latest sample.
     *
     * @return the classes that took most, a line each, when it was just taken; else null
     */
    @Nullable
    String tick(Frame frame) throws JMException {
        long level = frame.get(FrameField.HEAP_AFTER_GC);
        if (done || level == Frame.UNKNOWN || frame.atNanos() < FIRST_NANOS) {
            return null;
        }
        boolean within = level >= maxHeap / 100 * FROM_PERCENT
                && level <= maxHeap / 100 * TO_PERCENT
                && level <= mostBytes
                && maxHeap - level >= ROOM;
        boolean collected = frame.get(FrameField.GC_COUNT) != seenCollections;
        seenCollections = frame.get(FrameField.GC_COUNT);
        looks = within ? looks + (collected ? 1 : 0) : 0;
        if (looks < LOOKS) {
            return null;
        }
        done = true;
        return take();
    }

    @SuppressForbidden(
            reason =
                    "the command has no other door; and by now, long after main, the host has made its choice of a server")
    private @Nullable String take() throws JMException {
        ClassLoadingMXBean loading = ManagementFactory.getClassLoadingMXBean();
        long loaded = loading.getTotalLoadedClassCount();
        long start = sink.nanosSinceOrigin();
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[] {"-all"}},
                        new String[] {String[].class.getName()});
        long took = sink.nanosSinceOrigin() - start;
        Histogram histogram = Histogram.of(String.valueOf(text), MOST);
        if (histogram.lines().isEmpty()) {
            return null;
        }
        ErrorDetail top = new ErrorDetail(start, "histogram", "", null, 0, "", histogram.first(MOST_IN_SIGNAL));
        sink.record(
                SignalKind.HEAP_CLASSES,
                null,
                took,
                histogram.bytes(),
                histogram.objects(),
                loading.getTotalLoadedClassCount() - loaded,
                1,
                top);
        return histogram.first(MOST);
    }

    /** The lines of a histogram as {@code jcmd} prints it: {@code " 1:  24 163840  [B (java.base@17)"}, and its total. */
    static final class Histogram {

        private final java.util.List<String> lines = new java.util.ArrayList<>();
        private long bytes;
        private long objects;

        static Histogram of(String text, int most) {
            Histogram histogram = new Histogram();
            StringTokenizer rows = new StringTokenizer(text, "\n");
            while (rows.hasMoreTokens()) {
                histogram.read(rows.nextToken(), most);
            }
            return histogram;
        }

        private void read(String row, int most) {
            StringTokenizer words = new StringTokenizer(row);
            if (words.countTokens() < 3) {
                return;
            }
            String rank = words.nextToken();
            if (rank.equals("Total")) {
                objects = number(words.nextToken());
                bytes = number(words.nextToken());
            } else if (rank.endsWith(":") && lines.size() < most && words.countTokens() >= 3) {
                String count = words.nextToken();
                lines.add(words.nextToken() + ' ' + count + ' ' + words.nextToken());
            }
        }

        private static long number(String word) {
            try {
                return Long.parseLong(word);
            } catch (NumberFormatException another) {
                return 0;
            }
        }

        /** Bytes, objects and class, a blank between them; most bytes first. */
        java.util.List<String> lines() {
            return lines;
        }

        String first(int count) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count && i < lines.size(); i++) {
                text.append(i == 0 ? "" : "\n").append(lines.get(i));
            }
            return text.toString();
        }

        long bytes() {
            return bytes;
        }

        long objects() {
            return objects;
        }
    }
}
