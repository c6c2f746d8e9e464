package dev.firstfault.it.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A process whose costs are read from the kernel. Its CPU time is exact: a shell of its own waits for it and prints what {@code
 * getrusage} says of its only child. Its memory and its threads are looked at every {@value #LOOK_MILLIS} ms; the memory is the kernel's
 * own high-water mark, so that only what comes between the last look and the end is missed.
 */
final class MeasuredProcess implements AutoCloseable {
    private static final String SHELL = "\"$@\" >stdout 2>stderr </dev/null & echo $!; wait $!; echo $?; times";
    private static final int LOOK_MILLIS = 5;
    private static final double TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK): the same on every Linux of today

    private final Path work;
    private final Process shell;
    private final BufferedReader said;
    private final long startedNanos = System.nanoTime();
    private final long pid;
    private long peakRssKib;
    private int peakThreads;

    private MeasuredProcess(Path work, Process shell) throws IOException {
        this.work = work;
        this.shell = shell;
        said = shell.inputReader(StandardCharsets.US_ASCII);
        pid = Long.parseLong(line());
    }

    static MeasuredProcess start(Path work, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("bash", "-c", SHELL, "measured"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(work.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD); // it says who was killed
        builder.environment().keySet().removeIf(MeasuredProcess::isDevelopersOwn);
        builder.environment().put("LC_ALL", "C");
        return new MeasuredProcess(work, builder.start());
    }

    /** What a developer's shell exports must not reach the measured JVM. */
    private static boolean isDevelopersOwn(String variable) {
        return (variable.startsWith("JAVA_") || variable.startsWith("JDK_") || variable.startsWith("FIRSTFAULT_"))
                && !variable.equals("FIRSTFAULT_CACHE");
    }

    long pid() {
        return pid;
    }

    /** Waits until either stream has a line that contains the text. */
    void awaitLine(String text, Duration timeout) throws IOException {
        await(
                "a line with " + text,
                timeout,
                () -> output("stdout").contains(text) || output("stderr").contains(text));
    }

    void look(Duration howLong) {
        long until = System.nanoTime() + howLong.toNanos();
        while (System.nanoTime() < until && shell.isAlive()) {
            look();
        }
    }

    private void await(String what, Duration timeout, BooleanSupplier condition) throws IOException {
        long until = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until || !shell.isAlive()) {
                throw new IOException("never came: " + what + "; see " + work);
            }
            look();
        }
    }

    private void look() {
        try {
            for (String line : Files.readAllLines(proc("status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakRssKib = Math.max(peakRssKib, number(line));
                } else if (line.startsWith("Threads:")) {
                    peakThreads = Math.max(peakThreads, (int) number(line));
                }
            }
        } catch (IOException ended) {
            // the shell will say so
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }

    /** User and system time until now, to a hundredth of a second. */
    double cpuSecondsNow() throws IOException {
        String stat = Files.readString(proc("stat"));
        // proc(5): after the name, which may hold anything, utime and stime are the 12th and 13th field
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Resident memory now. */
    long rssKib() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(MeasuredProcess::number)
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("no VmRSS of " + pid));
    }

    Path proc(String name) {
        return Path.of("/proc", String.valueOf(pid), name);
    }

    /** Waits for its end; an exit code other than 0 fails. Returns user and system time of the whole life in seconds. */
    double awaitEnd(Duration timeout) throws IOException {
        await("its end", timeout, this::hasEnded);
        String exitCode = line();
        if (!exitCode.equals("0")) {
            throw new IOException("ended with " + exitCode + "; see " + work);
        }
        line(); // the shell's own times
        double seconds = 0;
        for (String time : line().split(" ", -1)) { // 0m0.053s 0m0.021s
            int minutes = time.indexOf('m');
            seconds += 60 * Integer.parseInt(time.substring(0, minutes))
                    + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
        }
        return seconds;
    }

    private boolean hasEnded() {
        try {
            return said.ready(); // the exit code has come
        } catch (IOException e) {
            return true;
        }
    }

    double wallSeconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    long peakRssKib() {
        return peakRssKib;
    }

    int peakThreads() {
        return peakThreads;
    }

    /** What it has written to {@code stdout} or {@code stderr}. */
    String output(String stream) {
        try {
            return Files.readString(work.resolve(stream), StandardCharsets.ISO_8859_1);
        } catch (IOException notYet) {
            return "";
        }
    }

    /** Ends it by its own pid, if it still runs. */
    @Override
    public void close() throws IOException {
        ProcessHandle.of(pid).filter(handle -> shell.isAlive()).ifPresent(ProcessHandle::destroyForcibly);
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        said.close();
    }

    private String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the measuring shell ended early; see " + work);
        }
        return line;
    }

    /** {@code VmHWM:     38124 kB} */
    private static long number(String statusLine) {
        return Long.parseLong(statusLine.replaceAll("[^0-9]", ""));
    }
}
