package dev.firstfault.it.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code docs/overhead.md}, made of results and of nothing else: no figure on it is typed by hand. */
final class OverheadPage {
    static final List<Integer> JDKS = List.of(17, 25);

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("hello", "A hello world");
        TITLES.put("hadoop-version", "`hadoop version`, which the role gate skips");
        TITLES.put("fs-shell", "`hadoop fs -help ls`, which the role gate skips");
        TITLES.put("scraped", "A JVM that lives 10 s, nothing to hook, scraped once");
        TITLES.put("metastore", "Hive Metastore 4.0.1, from its start to \"Started the new metaserver\"");
    }

    private static final double KIB_PER_MB = 1024;

    /** What the measuring itself brings about. */
    private static final double QUIET_LOAD = 1.5;

    private final Results results;
    private final StringBuilder out = new StringBuilder();
    private final List<String> sources = new ArrayList<>();
    private double worstLoad;

    private OverheadPage(Results results) {
        this.results = results;
    }

    /** Arguments: the directory of the results, the page. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[1]), render(new Results(Path.of(arguments[0]))));
        System.out.println("wrote " + arguments[1]);
    }

    static String render(Results results) throws IOException {
        return new OverheadPage(results).render();
    }

    private String render() throws IOException {
        out.append("""
                # What firstfault costs

                <!-- Made by it/bench/publish out of it/bench/results; OverheadPageTest compares the two. Do not edit. -->

                Every figure was measured by `it/bench/overhead` on real programs: bare, with an agent that does nothing, with firstfault,
                and with two peers, in turn within one run. A CPU figure *over the bare JVM* is the difference of the minima or of the medians
                of all rounds, whichever flatters less; where only one of the two keeps the budget, or the budget lies within a
                benchmark's confidence interval, the verdict is *unclear*.
                """);
        int busy = out.length();
        out.append("\n## Against the budget\n\n");
        out.append(new BudgetTable(results).render());
        for (String workload : TITLES.keySet()) {
            program(workload);
        }
        idle();
        out.append(results.part("steady"));
        operations();
        answers();
        howMeasured();
        if (worstLoad > QUIET_LOAD) {
            out.insert(busy, busy());
        }
        return out.toString();
    }

    private String busy() {
        return String.format(Locale.ROOT, """

                **The machine was busy** (load average up to %.0f, last table): others' work slows the caches and delays the compiler's
                threads. Times are larger than on a quiet machine and scatter more; compare lines of one table only.
                """, worstLoad);
    }

    private void program(String workload) throws IOException {
        boolean titled = false;
        for (int jdk : JDKS) {
            Optional<Results.Overhead> measured = results.read(workload + "-" + jdk, Results.Overhead.class);
            if (measured.isPresent()) {
                if (!titled) {
                    out.append("\n## ").append(TITLES.get(workload)).append("\n");
                    titled = true;
                }
                Figures figures = new Figures(measured.get());
                source(workload, figures.surroundings(), figures.rounds() + " rounds");
                table(jdk, figures);
            }
        }
    }

    private void table(int jdk, Figures figures) {
        out.append("\n| JDK ").append(jdk);
        out.append(
                " | CPU s, min | median | over bare, min | median | peak MB | over bare | threads | classes | scrape kB |\n");
        out.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Attachment attachment : Attachment.values()) {
            boolean bare = attachment == Attachment.BARE;
            double scrape = figures.median(attachment, Run::scrapeBytes) / 1000;
            String name = attachment == Attachment.FIRSTFAULT ? "**" + attachment.title() + "**" : attachment.title();
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %s | %s | %.0f | %s | %.0f | %d | %s |%n",
                    name,
                    figures.least(attachment, Run::cpuSeconds),
                    figures.median(attachment, Run::cpuSeconds),
                    bare ? "" : signed("%+.3f", figures.leastExtra(attachment, Run::cpuSeconds)),
                    bare ? "" : signed("%+.3f", figures.medianExtra(attachment, Run::cpuSeconds)),
                    figures.median(attachment, Run::peakRssKib) / KIB_PER_MB,
                    bare ? "" : signed("%+.0f", figures.medianExtra(attachment, Run::peakRssKib) / KIB_PER_MB),
                    figures.median(attachment, Run::peakThreads),
                    figures.classes(attachment),
                    scrape == 0 ? "" : String.format(Locale.ROOT, "%.1f", scrape)));
        }
    }

    private void idle() throws IOException {
        boolean titled = false;
        for (int jdk : JDKS) {
            Optional<Results.Idle> measured = results.read("idle-" + jdk, Results.Idle.class);
            if (measured.isEmpty()) {
                continue;
            }
            Results.Idle idle = measured.get();
            if (!titled) {
                titled = true;
                out.append("""

                        ## A JVM with nothing to do

                        CPU in percent of one core; the sampler takes 20 samples a second in the first two minutes, then one.

                        | | our threads | CPU of ours, first two minutes | later | whole JVM, later | the same bare | resident MB | the same bare |
                        |---|---|--:|--:|--:|--:|--:|--:|
                        """);
            }
            out.append(String.format(
                    Locale.ROOT,
                    "| JDK %d | `%s` | %.2f | %.3f | %.3f | %.3f | %.0f | %.0f |%n",
                    jdk,
                    String.join("` `", idle.agentThreads()),
                    idle.briskPercent(),
                    idle.calmPercent(),
                    idle.calmProcessPercent(),
                    idle.bareProcessPercent(),
                    idle.rssKib() / KIB_PER_MB,
                    idle.bareRssKib() / KIB_PER_MB));
            source("idle", idle.surroundings(), "windows of " + idle.windowSeconds() + " s");
        }
    }

    private void operations() throws IOException {
        Optional<Results.Micros> measured = results.read("micro", Results.Micros.class);
        if (measured.isPresent()) {
            out.append(new OperationTables(measured.get()).render());
            source("micro", measured.get().surroundings(), "JMH");
        }
        Optional<Results.FullBox> box = results.read("full-box", Results.FullBox.class);
        if (box.isPresent()) {
            source("full-box", box.get().surroundings(), box.get().wallSeconds().size() + " rounds");
        }
    }

    private void answers() throws IOException {
        Optional<Results.Answers> measured = results.read("answers", Results.Answers.class);
        if (measured.isEmpty()) {
            return;
        }
        out.append("""

                ## An answer to a bulk, looked through for rejections

                Whole items of Elasticsearch 7.17, the identities in its words as they differ from shard to shard. Jackson's `JsonParser`
                goes from token to token; without the texts of the reasons it cannot tell a full queue from too many bytes. The search
                compares byte by byte with `"status":429`. CPU time of one answer, the least of all rounds. An answer that says
                `"errors":false` is not read on.

                | | | µs | GB/s | times the scanner's |
                |---|---|--:|--:|--:|
                """);
        double scanner = Double.NaN;
        for (Results.Answer answer : measured.get().measured()) {
            boolean ours = answer.reader().equals(AnswerSpeed.SCANNER);
            scanner = ours ? answer.nanos() : scanner;
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %s | %s |%n",
                    ours ? kilobytes(answer.bytes()) + (answer.rejected() ? ", all refused" : ", none refused") : "",
                    answer.reader(),
                    answer.nanos() / 1000,
                    answer.rejected() ? String.format(Locale.ROOT, "%.2f", answer.gigabytesPerSecond()) : "",
                    ours ? "" : String.format(Locale.ROOT, "%.1f", answer.nanos() / scanner)));
        }
        source("answers", measured.get().surroundings(), "CPU time");
    }

    private static String kilobytes(int bytes) {
        return bytes < 1_000_000 ? Math.round(bytes / 1e3) + " kB" : Math.round(bytes / 1e6) + " MB";
    }

    private void howMeasured() {
        out.append("""

                ## How it was measured

                CPU is user and system time of the whole process as `getrusage` gives it to the shell that waited for it, to a millisecond;
                for the metastore, which is ended when it serves, `/proc/PID/stat` at that line, to a hundredth. Peak memory is the kernel's
                high-water mark, threads the most that were seen, both looked at every 5 ms. Classes were counted in a life of their own
                (`-Xlog:class+load`). The metastore has a 512 MB heap, HikariCP and a MariaDB whose schema was there already. OpenTelemetry's
                exporters are off where nobody scrapes.

                One call is measured by JMH: average time, one thread, `-prof gc`, a new JVM for each agent in turn and for each round. The
                figure is the mean of all iterations, ± half of its 99.9 % confidence interval; bytes are what the whole JVM allocated
                while it ran, divided by the calls.

                To measure again: `it/bench/overhead`, then `it/bench/publish`.

                | what | JDK | rounds | at (UTC) | load before | cores | commit | options |
                |---|---|---|---|--:|--:|---|---|
                """);
        for (String source : sources) {
            out.append(source);
        }
    }

    private void source(String what, Surroundings at, String rounds) {
        worstLoad = Math.max(worstLoad, at.load());
        sources.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.1f | %d, %s | `%s` | %s |%n",
                what,
                at.jdk(),
                rounds,
                at.date(),
                at.load(),
                at.cores(),
                at.cpu(),
                at.commit(),
                at.arguments()));
    }

    /** With its sign; what rounds to nothing has none. */
    static String signed(String format, double number) {
        return String.format(Locale.ROOT, format, number).replaceFirst("^[+-](0(\\.0*)?)(?![0-9.])", "$1");
    }
}
