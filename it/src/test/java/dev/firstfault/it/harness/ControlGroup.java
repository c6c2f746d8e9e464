package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A control group with a limit, for JVMs under test; made below the root of the controller's hierarchy (version 1). Where this machine does
 * not allow one, the running test is skipped with that reason.
 */
public final class ControlGroup implements AutoCloseable {
    private static final AtomicInteger count = new AtomicInteger();

    private final Path directory;

    private ControlGroup(Path directory) {
        this.directory = directory;
    }

    /** A group whose processes together may have so much memory. */
    public static ControlGroup memory(long megabytes) {
        return make("memory", "memory.limit_in_bytes", megabytes << 20);
    }

    /** A group whose processes together may have so many threads. */
    public static ControlGroup threads(long most) {
        return make("pids", "pids.max", most);
    }

    /** A group whose processes together may use this share of one CPU. */
    public static ControlGroup cpu(int percent) {
        return make("cpu", "cpu.cfs_quota_us", percent * 1_000L); // of a period of 100 ms
    }

    private static ControlGroup make(String controller, String file, long limit) {
        Path directory = Path.of("/sys/fs/cgroup", controller)
                .resolve("firstfault-" + ProcessHandle.current().pid() + "-" + count.incrementAndGet());
        try {
            Files.createDirectory(directory);
            Files.writeString(directory.resolve(file), Long.toString(limit));
        } catch (IOException forbidden) {
            return Assumptions.abort("no control group can be made here: " + forbidden);
        }
        return new ControlGroup(directory);
    }

    /** Allows no more threads than there are. */
    public void freezeThreads() {
        try {
            Files.writeString(directory.resolve("pids.max"), Files.readString(directory.resolve("pids.current")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command is to be preceded by, so that it runs in here. */
    List<String> enter() {
        return List.of("sh", "-c", "echo $$ > '" + directory.resolve("cgroup.procs") + "' && exec \"$@\"", "sh");
    }

    /** Removes the group; whoever was in it must have ended. */
    @Override
    public void close() {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!directory.toFile().delete() && System.nanoTime() < end) {
            Thread.onSpinWait(); // the kernel takes a moment to forget the last process
        }
    }
}
