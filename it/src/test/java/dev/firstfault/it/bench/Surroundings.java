package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when figures were taken.
 *
 * @param load average of the last minute when the measuring began
 * @param commit of the sources; with a plus sign where they were changed since
 */
record Surroundings(
        String date, String cpu, int cores, double load, String jdk, String commit, long jarBytes, String arguments) {

    static Surroundings now(Jdk jdk, String arguments) {
        try {
            return new Surroundings(
                    Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                    after(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^\\s*:\\s*", ""),
                    Runtime.getRuntime().availableProcessors(),
                    Double.parseDouble(
                            Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]),
                    after(jdk.home().resolve("release"), "JAVA_VERSION=").replace("\"", ""),
                    currentCommit(),
                    Files.size(Libraries.agentJar()),
                    arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(Path file, String start) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("unknown");
    }

    private static String currentCommit() throws IOException {
        String described = firstLine("git", "describe", "--always", "--dirty=+", "--abbrev=10");
        return described.isEmpty() ? "unknown" : described;
    }

    private static String firstLine(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            return line == null ? "" : line;
        }
    }
}
