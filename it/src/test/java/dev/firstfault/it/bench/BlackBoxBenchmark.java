package dev.firstfault.it.bench;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does one record in the box cost? A signal goes by a positioned write, which outlives the process; a frame too, on a descriptor of its own.
 * One thread writes: what several cost each other is not seen here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BlackBoxBenchmark {
    private final Resource pool = new Resource(ResourceKind.POOL, "orders");
    private final Frame frame = new Frame();
    private File directory;
    private BlackBoxWriter writer;
    private long now;

    @Setup
    public void createBox() throws IOException {
        directory =
                Files.createTempDirectory(Path.of("").toAbsolutePath(), "box").toFile();
        writer = BlackBoxWriter.create(
                new File(directory, "a.ffbox"),
                new ProcessInfo(Map.of(ProcessInfo.APP, "bench", ProcessInfo.ROLE, "app")),
                0,
                1_700_000_000_000L,
                1);
        Health failing = (part, why) -> {
            throw new IllegalStateException(part + ": " + why);
        };
        writer.claim(failing);
        frame.set(FrameField.HEAP_USED, 100_000_000L);
        frame.set(FrameField.HEAP_COMMITTED, 400_000_000L);
    }

    @TearDown
    public void deleteBox() throws IOException {
        writer.close();
        Files.delete(writer.file().toPath());
        Files.delete(directory.toPath());
    }

    @Benchmark
    public void signal() {
        now += 1_000;
        writer.signal(SignalKind.POOL_STATE, writer.resource(pool), now, 1_000, 5L << 32 | 5, 10, 0, 1, 0);
    }

    @Benchmark
    public void frame() {
        now += 50_000_000;
        frame.atNanos(now);
        writer.frame(frame);
        writer.heartbeat(now);
    }
}
