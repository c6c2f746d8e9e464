package dev.firstfault.it.bench;

import static dev.firstfault.it.bench.OverheadPage.signed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The promises, each beside what was measured. A line without a result is left out. */
final class BudgetTable {
    private static final double KIB_PER_MB = 1024;
    private static final double BYTES_PER_MB = 1e6;
    private static final String WITHIN = "within";
    private static final String OVER = "**over**";

    private final Results results;
    private final StringBuilder out = new StringBuilder();

    BudgetTable(Results results) {
        this.results = results;
    }

    String render() throws IOException {
        out.append("| over the bare JVM | JDK 17 | JDK 25 | budget | |\n|---|--:|--:|--:|---|\n");
        cpu("`hadoop version`, skipped by the role gate, CPU", "hadoop-version", 0.12);
        cpu("`hadoop fs -help ls`, skipped by the role gate, CPU", "fs-shell", 0.12);
        cpu("hello world, CPU", "hello", 0.15);
        cpu("a JVM that lives 10 s, scraped once, nothing to hook, CPU", "scraped", 0.5);
        cpu("Hive Metastore 4.0.1 until it serves, all hooks in, CPU", "metastore", 1.0);
        overhead("resident memory at its peak, parts up", "scraped", Run::peakRssKib, KIB_PER_MB, "%+.1f MB", 25);
        call("HikariCP, checkout and return", "hikariCheckout", 60);
        call("DBCP 2, checkout and return", "dbcp2Checkout", 60);
        call("`ThreadPoolExecutor.execute`", "execute", 2);
        scrape();
        idle();
        fullBox();
        jar();
        return out.toString();
    }

    private void cpu(String what, String workload, double budget) throws IOException {
        overhead(what, workload, Run::cpuSeconds, 1, "%+.3f s", budget);
    }

    private void overhead(
            String what, String workload, ToDoubleFunction<Run> figure, double unit, String format, double budget)
            throws IOException {
        double lowest = Double.NEGATIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        List<String> cells = new ArrayList<>();
        for (int jdk : OverheadPage.JDKS) {
            Optional<Results.Overhead> measured = results.read(workload + "-" + jdk, Results.Overhead.class);
            if (measured.isPresent()) {
                Figures figures = new Figures(measured.get());
                double least = figures.leastExtra(Attachment.FIRSTFAULT, figure) / unit;
                double median = figures.medianExtra(Attachment.FIRSTFAULT, figure) / unit;
                lowest = Math.max(lowest, Math.min(least, median));
                highest = Math.max(highest, Math.max(least, median));
                cells.add(signed(format, Math.max(least, median)));
            } else {
                cells.add("");
            }
        }
        if (highest > Double.NEGATIVE_INFINITY) {
            String unitName = format.substring(format.indexOf(' '));
            line(what, cells, "≤ +" + plain(budget) + unitName, verdict(lowest, highest, budget));
        }
    }

    private void call(String what, String benchmark, double budget) throws IOException {
        Optional<Results.Micro> bare = micro(benchmark, Attachment.BARE);
        Optional<Results.Micro> hooked = micro(benchmark, Attachment.FIRSTFAULT);
        if (bare.isPresent() && hooked.isPresent()) {
            double nanos = hooked.get().mean() - bare.get().mean();
            double bytes = hooked.get().bytes() - bare.get().bytes();
            double error = OperationTables.error(hooked.get(), bare.get());
            String cell = OperationTables.over(hooked.get(), bare.get()) + " ns, " + signed("%+.0f B", bytes);
            line(
                    what,
                    List.of(cell, ""),
                    "≤ +" + plain(budget) + " ns, 0 B",
                    bytes < 0.5 ? verdict(nanos - error, nanos + error, budget) : OVER);
        }
    }

    private void scrape() throws IOException {
        Optional<Results.Micro> scrape = micro("scrapeOf500Series", Attachment.BARE);
        if (scrape.isPresent()) {
            double millis = scrape.get().mean() / 1e6;
            double kilobytes = scrape.get().bytes() / 1e3;
            String cell = String.format(Locale.ROOT, "%.3f ms, %.1f kB", millis, kilobytes);
            line(
                    "scrape of 500 series, CPU and garbage",
                    List.of(cell, ""),
                    "≤ 2 ms, ≤ 64 kB",
                    millis <= 2 && kilobytes <= 64);
        }
    }

    private void idle() throws IOException {
        List<String> cells = new ArrayList<>();
        boolean within = true;
        boolean measured = false;
        for (int jdk : OverheadPage.JDKS) {
            Optional<Results.Idle> idle = results.read("idle-" + jdk, Results.Idle.class);
            if (idle.isPresent()) {
                double percent = idle.get().calmPercent();
                int threads = idle.get().agentThreads().size();
                cells.add(String.format(Locale.ROOT, "%.2f %%, %d threads", percent, threads));
                within &= percent <= 0.2 && threads <= 4;
                measured = true;
            } else {
                cells.add("");
            }
        }
        if (measured) {
            line("steady state, idle, of one core", cells, "≤ 0.2 %, ≤ 4 threads", within);
        }
    }

    private void fullBox() throws IOException {
        Optional<Results.FullBox> box = results.read("full-box", Results.FullBox.class);
        if (box.isPresent()) {
            double[] seconds = box.get().wallSeconds().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            double median = seconds[seconds.length / 2];
            String cell = String.format(Locale.ROOT, "%.2f s", median);
            line("`report` on a full box, elapsed", List.of(cell, ""), "≤ 1 s", median <= 1);
        }
    }

    private void jar() throws IOException {
        Optional<Results.Overhead> hello = results.read("hello-17", Results.Overhead.class);
        if (hello.isPresent()) {
            double megabytes = hello.get().surroundings().jarBytes() / BYTES_PER_MB;
            String cell = String.format(Locale.ROOT, "%.1f MB", megabytes);
            line("the jar", List.of(cell, cell), "≤ 8 MB", megabytes <= 8);
        }
    }

    private Optional<Results.Micro> micro(String benchmark, Attachment attachment) throws IOException {
        return results.read("micro", Results.Micros.class).flatMap(micros -> micros.find(benchmark, attachment));
    }

    /** Between these two lies what was measured; a budget between them was neither kept nor missed for certain. */
    private static String verdict(double lowest, double highest, double budget) {
        if (highest <= budget) {
            return WITHIN;
        }
        return lowest > budget ? OVER : "unclear";
    }

    private void line(String what, List<String> cells, String budget, boolean within) {
        line(what, cells, budget, within ? WITHIN : OVER);
    }

    private void line(String what, List<String> cells, String budget, String verdict) {
        out.append("| ").append(what).append(" | ").append(String.join(" | ", cells));
        out.append(" | ").append(budget).append(" | ").append(verdict).append(" |\n");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
