package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Ports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A program to measure agents in, and what of its life counts. */
abstract class Workload implements AutoCloseable {
    /** On a busy machine OpenTelemetry's agent needs most of a minute before {@code main}. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final int port;

    /** @param port where the agent serves its metrics, 0 where nobody asks for them */
    Workload(String name, int port) {
        this.name = name;
        this.port = port;
    }

    final String name() {
        return name;
    }

    /** Runs the program once in an empty directory; {@code extra} are further JVM arguments. */
    final Run run(Jdk jdk, Attachment attachment, Path work, List<String> extra) throws IOException {
        List<String> arguments = new ArrayList<>(extra);
        arguments.addAll(attachment.jvmArguments(work, port));
        try (MeasuredProcess process = MeasuredProcess.start(work, command(jdk, arguments, work))) {
            return observe(process, attachment);
        }
    }

    abstract List<String> command(Jdk jdk, List<String> jvmArguments, Path work) throws IOException;

    /** From start to end, unless a program says otherwise. */
    Run observe(MeasuredProcess process, Attachment attachment) throws IOException {
        return atEnd(process, attachment, 0);
    }

    @Override
    public void close() {}

    static Run atEnd(MeasuredProcess process, Attachment attachment, int scrapeBytes) throws IOException {
        double cpuSeconds = process.awaitEnd(PATIENCE);
        return new Run(
                attachment.name(),
                cpuSeconds,
                process.wallSeconds(),
                process.peakRssKib(),
                process.peakThreads(),
                scrapeBytes);
    }

    static List<String> java(Jdk jdk, List<String> jvmArguments, List<Path> classPath, String... mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /** A program that ends by itself, and soon. */
    static Workload hello() {
        return new Workload("hello", 0) {
            @Override
            List<String> command(Jdk jdk, List<String> jvmArguments, Path work) {
                return java(jdk, jvmArguments, List.of(Libraries.apps()), "org.example.faults.HelloApp");
            }
        };
    }

    /** One of Hadoop's command-line programs: {@code HADOOP_OPTS} hands the agent to each of them. */
    static Workload hadoopClient(String name, String... mainAndArguments) {
        return new Workload(name, 0) {
            @Override
            List<String> command(Jdk jdk, List<String> jvmArguments, Path work) throws IOException {
                Files.writeString(work.resolve("core-site.xml"), "<configuration/>\n");
                List<Path> classPath = new ArrayList<>(List.of(work));
                classPath.addAll(Libraries.metastore("3.1.3"));
                return java(jdk, jvmArguments, classPath, mainAndArguments);
            }
        };
    }

    /** Lives ten seconds with nothing to hook, and is asked for its metrics once, in the middle. */
    static Workload scraped() {
        int port = Ports.free();
        return new Workload("scraped", port) {
            private static final String LIFE_SECONDS = "10";
            private static final Duration UNTIL_SCRAPE = Duration.ofSeconds(5);

            @Override
            List<String> command(Jdk jdk, List<String> jvmArguments, Path work) {
                return java(jdk, jvmArguments, List.of(Libraries.apps()), "org.example.faults.SleepApp", LIFE_SECONDS);
            }

            @Override
            Run observe(MeasuredProcess process, Attachment attachment) throws IOException {
                process.awaitLine("ready", PATIENCE);
                process.look(UNTIL_SCRAPE);
                return atEnd(process, attachment, attachment.servesMetrics() ? scrape(port) : 0);
            }
        };
    }

    /** Asks for the metrics as Prometheus does; returns the length of the page. */
    private static int scrape(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
        connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
        try (InputStream body = connection.getInputStream()) {
            int length = body.readAllBytes().length;
            if (length == 0) {
                throw new IOException("an empty page of metrics");
            }
            return length;
        } finally {
            connection.disconnect();
        }
    }
}
