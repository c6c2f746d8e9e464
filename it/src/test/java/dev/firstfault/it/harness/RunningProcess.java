package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process of the tests. Its output goes to files, it is waited for by conditions with a deadline, and it is ended by its own pid: at the
 * latest when the tests' JVM ends.
 */
final class RunningProcess implements AutoCloseable {
    private static final Set<Process> alive = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> alive.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private final CompletableFuture<Instant> ended;

    private RunningProcess(String name, Process process, Path stdout, Path stderr) {
        this.name = name;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.ended = process.onExit().thenApply(exited -> {
            alive.remove(exited);
            return Instant.now();
        });
    }

    static RunningProcess start(String name, Path directory, List<String> command, Map<String, String> environment) {
        Path stdout = directory.resolve("stdout");
        Path stderr = directory.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        // What the developer's shell exports must not reach the JVMs under test.
        builder.environment().keySet().removeIf(key -> key.startsWith("JAVA_") || key.startsWith("JDK_"));
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("FIRSTFAULT_") && !key.equals("FIRSTFAULT_CACHE"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            alive.add(process);
            return new RunningProcess(name, process, stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and gives back what it printed; any other exit code than 0 fails. */
    static String run(Path directory, Duration timeout, List<String> command) {
        try (RunningProcess running = start(command.get(0), directory, command, Map.of())) {
            int exitCode = running.awaitExit(timeout);
            if (exitCode != 0) {
                throw new AssertionError(command + " ended with " + exitCode + "\n" + running.output());
            }
            return Files.readString(running.stdout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path stdoutFile() {
        return stdout;
    }

    Path stderrFile() {
        return stderr;
    }

    List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both streams. */
    List<String> allLines() {
        List<String> all = new ArrayList<>(lines(stdout));
        all.addAll(lines(stderr));
        return all;
    }

    /** Waits for a condition that only a living process can bring about. */
    void await(String what, Duration timeout, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(timeout)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        boolean wasAlive = isAlive(); // asked first: what it did before its end still counts
                        if (condition.call()) {
                            return true;
                        }
                        if (!wasAlive) {
                            throw new AssertionError(
                                    name + " ended with " + process.exitValue() + " before: " + what + "\n" + output());
                        }
                        return false;
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(name + ": not within " + timeout + ": " + what + "\n" + output(), e);
        }
    }

    int awaitExit(Duration timeout) {
        try {
            Instant at = ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return at == null ? -1 : process.exitValue();
        } catch (TimeoutException e) {
            throw new AssertionError(name + " still lives after " + timeout + "\n" + output(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** When the tests' JVM learned of the end: a few milliseconds after it. */
    Instant endedAt() {
        return ended.join();
    }

    void terminate() {
        process.destroy(); // SIGTERM, to this pid
    }

    void kill() {
        process.destroyForcibly(); // SIGKILL, to this pid
    }

    /** The last lines of both streams, for a failure's text. */
    String output() {
        return "--- last of " + stdout + "\n" + tail(lines(stdout)) + "\n--- last of " + stderr + "\n"
                + tail(lines(stderr));
    }

    private static String tail(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    @Override
    public void close() {
        if (isAlive()) {
            terminate();
            try {
                awaitExit(Duration.ofSeconds(10));
            } catch (AssertionError stillAlive) {
                kill();
                awaitExit(Duration.ofSeconds(10));
            }
        }
    }
}
