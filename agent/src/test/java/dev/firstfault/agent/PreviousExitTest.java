package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.blackbox.BoxBounds;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.exporters.prometheus.Exposition;
import dev.firstfault.exporters.prometheus.MetricsPage;
import dev.firstfault.exporters.prometheus.VerdictMeters;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StopCause;
import dev.firstfault.signals.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviousExitTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000_000L;

    @TempDir
    Path dir;

    private final Meters meters = new Meters();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> degraded = new ArrayList<>();
    private final MovedClock clock = new MovedClock();
    private BlackBoxWriter own;
    private PreviousExit previousExit;

    @BeforeEach
    void start() throws IOException {
        own = box("app", NOW, Map.of());
        own.claim((part, why) -> degraded.add(why));
        previousExit = new PreviousExit(
                clock,
                own,
                new BoxBounds(1, Long.MAX_VALUE, NOW),
                new VerdictMeters(meters),
                new StderrLines(new PrintStream(err, true), true),
                (part, why) -> degraded.add(why));
    }

    @AfterEach
    void stop() {
        own.close();
        assertThat(degraded).isEmpty();
    }

    @Test
    void withoutOneBeforeThereIsNothingToSay() throws IOException {
        close(box("other", NOW - 1000, Map.of()), 1);
        previousExit.tick();
        assertThat(page()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anEndInOrderIsAMetricAndNoLine() throws IOException {
        BlackBoxWriter before = box("app", NOW - 60_000, Map.of());
        before.signal(SignalKind.STOPPING, 0, 9 * SECOND, 0, StopCause.END_OF_MAIN.id(), -1, 0, 1, 0);
        before.state(ProcessState.CLEAN);
        close(before, 1);
        previousExit.tick();
        assertThat(page()).contains("{ending=\"clean\",kind=\"none\",confidence=\"none\"} 1");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aDeathIsALine() throws IOException {
        File older = close(box("app", NOW - 90_000, Map.of()), 60);
        File killed = close(box("app", NOW - 60_000, Map.of()), 41);
        previousExit.tick();
        assertThat(page()).contains("{ending=\"killed\",kind=\"none\",confidence=\"none\"} 1");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("firstfault: the process before this one (pid 77, ended 51 s ago, probably killed): ")
                .endsWith("More: report " + killed + System.lineSeparator());
        assertThat(older).doesNotExist();
        assertThat(killed).exists();

        err.reset();
        clock.pass(100 * SECOND);
        previousExit.tick();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aYoungBoxOfAnotherMachineIsWaitedForUntilItIsOld() throws IOException {
        close(box("app", NOW - 60_000, Map.of(ProcessInfo.BOOT_ID, "another boot", ProcessInfo.HOST, "elsewhere")), 1);
        for (int second = 0; second < 115; second++) {
            previousExit.tick();
            assertThat(page()).isEmpty();
            clock.pass(SECOND);
        }
        for (int second = 0; second < 20; second++) {
            previousExit.tick();
            clock.pass(SECOND);
        }
        assertThat(page()).contains("ending=\"killed\"");
    }

    @Test
    void aCrashReportBesideTheBoxIsRead() throws IOException {
        File crashed = close(box("app", NOW - 60_000, Map.of()), 41);
        Files.writeString(crashed.toPath().resolveSibling("hs_err_pid77.log"), """
                #
                # A fatal error has been detected by the Java Runtime Environment:
                #
                #  SIGSEGV (0xb) at pc=0x00007f3c0a1b2c3d, pid=77, tid=78
                #
                """);
        previousExit.tick();
        assertThat(page()).contains("{ending=\"native-crash\"");
    }

    private BlackBoxWriter box(String app, long startMillis, Map<String, String> facts) throws IOException {
        File file = dir.resolve(BoxFiles.name(app, startMillis, 77)).toFile();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ProcessInfo.APP, app);
        values.put(ProcessInfo.PID, "77");
        values.put(
                ProcessInfo.BOOT_ID,
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim());
        values.put(
                ProcessInfo.PID_NAMESPACE,
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        values.put(ProcessInfo.BOX_LOCKED, "true");
        values.put(ProcessInfo.MAX_HEAP_BYTES, Integer.toString(64 << 20));
        values.putAll(facts);
        BlackBoxWriter box = BlackBoxWriter.create(file, new ProcessInfo(values), 0, startMillis, startMillis);
        box.state(ProcessState.RUNNING);
        Frame frame = new Frame();
        frame.set(FrameField.HEAP_USED, 1 << 20);
        frame.set(FrameField.HEAP_COMMITTED, 64 << 20);
        for (int second = 0; second < 10; second++) {
            frame.atNanos(second * SECOND);
            box.frame(frame);
            box.heartbeat(second * SECOND);
        }
        return box;
    }

    /** Its process is gone; it was last written so many seconds ago. */
    private File close(BlackBoxWriter box, int ageSeconds) {
        box.close();
        assertThat(box.file().setLastModified(NOW - ageSeconds * 1000L)).isTrue();
        return box.file();
    }

    private String page() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MetricsPage(meters).writeTo(out, Exposition.TEXT);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class MovedClock implements Clock {
        private long nanos;

        void pass(long added) {
            nanos += added;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMillis() {
            return NOW + nanos / 1_000_000L;
        }
    }
}
