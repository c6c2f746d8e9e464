package dev.firstfault.it.bench;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long {@code report} takes over a box in which every ring, every slot and every page has been written. */
final class FullBoxReport {
    private static final int HOURS = 49; // the ring of a frame a minute holds 48
    private static final int SIGNALS = 10_000; // the ring holds 8192
    private static final int RESOURCES = 256;
    private static final int ERRORS = 48;

    static void measure(Results results, Path work, boolean quick, String arguments) throws IOException {
        Jdk jdk = Jdk.of(17);
        Surroundings surroundings = Surroundings.now(jdk, arguments);
        Path directory = Files.createDirectories(work.resolve("full-box"));
        Path box = directory.resolve("full-" + System.nanoTime() + ".ffbox");
        fill(box);
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < (quick ? 3 : 7); round++) {
            List<String> command =
                    List.of(jdk.java().toString(), "-jar", Libraries.agentJar().toString(), "report", box.toString());
            try (MeasuredProcess report = MeasuredProcess.start(directory, command)) {
                report.awaitEnd(Workload.PATIENCE);
                seconds.add(report.wallSeconds());
            }
        }
        System.out.println("full-box: seconds " + seconds);
        results.write("full-box", new Results.FullBox(surroundings, Files.size(box), seconds));
    }

    /** Two days of a process with trouble every few seconds. */
    private static void fill(Path box) throws IOException {
        ProcessInfo process = new ProcessInfo(Map.of(ProcessInfo.APP, "full", ProcessInfo.ROLE, "app"));
        try (BlackBoxWriter writer = BlackBoxWriter.create(box.toFile(), process, 0, 1_700_000_000_000L, 1)) {
            int[] resources = new int[RESOURCES];
            int[] errors = new int[ERRORS];
            for (int i = 0; i < RESOURCES; i++) {
                resources[i] = writer.resource(new Resource(ResourceKind.POOL, "pool-" + i));
            }
            for (int i = 0; i < ERRORS; i++) {
                errors[i] = writer.error(
                        null, new ErrorDetail(i, "java.sql.SQLException", "refused", "08004", i, "main", "at a.B.c"));
            }
            long seconds = HOURS * 3600L;
            Frame frame = new Frame();
            long nextSignal = 0;
            for (long second = 0; second < seconds; second++) {
                long now = second * 1_000_000_000L;
                frame.atNanos(now);
                frame.set(FrameField.HEAP_USED, 100_000_000L + second % 97 * 1_000_000L);
                frame.set(FrameField.HEAP_COMMITTED, 400_000_000L);
                writer.frame(frame);
                for (; nextSignal * seconds < second * SIGNALS; nextSignal++) {
                    int pick = (int) nextSignal;
                    writer.signal(
                            SignalKind.POOL_STATE,
                            resources[pick % RESOURCES],
                            now,
                            1_000_000,
                            5L << 32 | 5,
                            10,
                            0,
                            1,
                            pick % 7 == 0 ? errors[pick % ERRORS] : 0);
                }
            }
        }
    }

    private FullBoxReport() {}
}
