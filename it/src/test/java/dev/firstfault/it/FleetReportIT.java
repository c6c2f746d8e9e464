package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.it.harness.Browser;
import dev.firstfault.it.harness.BrowserPage;
import dev.firstfault.it.harness.Report;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StopCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 black boxes, as many as a cluster leaves after a bad night: an hour of each, with every ring of signals full. */
final class FleetReportIT {
    private static final int BOXES = 200;

    /** Written; the others are copies. */
    private static final int DIFFERENT = 20;

    /** Two signals in each: more than the ring holds. */
    private static final int SECONDS = 4200;

    private static final long S = 1_000_000_000L;
    private static final long ORIGIN = 1_795_000_000_000L;

    /** A box is read into 2.4 MB; 200 of them, or what becomes of them, would not fit. */
    private static final String HEAP = "-Xmx48m";

    private static final double MOST_CPU_SECONDS = 10;

    @TempDir
    private static Path boxes;

    @BeforeAll
    static void leaveBoxes() throws IOException {
        for (int i = 0; i < DIFFERENT; i++) {
            Path box = write(i);
            for (int copy = i + DIFFERENT; copy < BOXES; copy += DIFFERENT) {
                Files.copy(box, boxes.resolve("worker-" + copy + ".ffbox"));
            }
        }
    }

    @Test
    void areReportedInOnePassThatHoldsNoneOfThem() throws IOException {
        for (String format : new String[] {"json", "text", "html"}) {
            double seconds = Report.cpuSeconds(boxes, format, HEAP);
            System.out.println("fleet: " + BOXES + " boxes as " + format + ": " + seconds + " s of CPU");
            assertThat(seconds).as(format).isLessThan(MOST_CPU_SECONDS);
        }
    }

    @Test
    void areCountedByEndingAndByWhatTheyShare() {
        JsonNode report = Report.ofDirectory(boxes).json();
        assertThat(report.get("processes")).hasSize(BOXES);
        JsonNode fleet = report.get("fleet");
        assertThat(fleet.get("processes").asInt()).isEqualTo(BOXES);
        assertThat(fleet.get("endings")).hasSizeGreaterThanOrEqualTo(3);
        JsonNode shared = fleet.at("/firstFaults/0");
        assertThat(shared.get("kind").asText()).isEqualTo("db-connection-limit");
        assertThat(shared.get("target").asText()).isEqualTo("jdbc:mysql://db:3306/hive");
        assertThat(shared.get("processes").asInt()).isEqualTo(BOXES / 4);
    }

    @Test
    void arePresentedInOneTable(@TempDir Path pages) {
        Path page = Report.page(boxes, pages.resolve("fleet.html"));
        try (Browser browser = Browser.start()) {
            for (int width : new int[] {1280, 400}) {
                try (BrowserPage shown = browser.open(page.toUri(), width, 800)) {
                    shown.screenshot(Path.of("target/screenshots/fleet-" + width + ".png")
                            .toAbsolutePath());
                    assertThat(shown.complaints()).isEmpty();
                    assertThat(shown.evaluate("document.querySelectorAll('tbody tr').length")
                                    .asInt())
                            .isEqualTo(BOXES);
                    assertThat(shown.evaluate("document.documentElement.scrollWidth - innerWidth")
                                    .asInt())
                            .isNotPositive();
                }
            }
        }
    }

    /** One of four sorts: refused by its database and gone, halted, stopped in order, killed in the midst of its work. */
    private static Path write(int number) throws IOException {
        ProcessInfo process = new ProcessInfo(Map.of(
                ProcessInfo.APP,
                "worker-" + number,
                ProcessInfo.ROLE,
                "app",
                ProcessInfo.PID,
                String.valueOf(1000 + number),
                ProcessInfo.MAX_HEAP_BYTES,
                "268435456"));
        Path box = boxes.resolve("worker-" + number + "-" + (ORIGIN + number) + "-" + (1000 + number) + ".ffbox");
        try (BlackBoxWriter writer = BlackBoxWriter.create(box.toFile(), process, 0, ORIGIN + number, 1 + number)) {
            writer.state(ProcessState.RUNNING);
            int database = writer.resource(new Resource(ResourceKind.JDBC_TARGET, "jdbc:mysql://db:3306/hive"));
            int pool = writer.resource(new Resource(ResourceKind.POOL, "HikariPool-1"));
            int refusal = writer.error(
                    null,
                    new ErrorDetail(
                            (SECONDS - 20) * S,
                            "java.sql.SQLException",
                            "Too many connections",
                            "08004",
                            1040,
                            "main",
                            "a.B.c"));
            Frame frame = new Frame();
            for (int second = 1; second < SECONDS; second++) {
                long now = second * S;
                frame.atNanos(now);
                frame.set(FrameField.HEAP_USED, 60_000_000L + second % 97 * 500_000L);
                frame.set(FrameField.HEAP_COMMITTED, 200_000_000L);
                writer.frame(frame);
                writer.signal(
                        SignalKind.STATEMENTS,
                        database,
                        now,
                        9_000_000,
                        Signal.pack(20 + second % 9, 0),
                        Signal.pack(80, 1),
                        0,
                        1,
                        0);
                writer.signal(
                        SignalKind.POOL_STATE, pool, now, 1_000_000, Signal.pack(2, 8), Signal.pack(0, 10), 0, 1, 0);
                if (number % 4 == 0 && second > SECONDS - 20) {
                    writer.signal(
                            SignalKind.CONNECT_FAILED,
                            database,
                            now,
                            1_000_000,
                            ConnectFailure.CONNECTION_LIMIT.id(),
                            1040,
                            0,
                            1,
                            refusal);
                }
            }
            end(writer, number % 4);
        }
        return box;
    }

    private static void end(BlackBoxWriter writer, int sort) {
        long now = SECONDS * S;
        writer.heartbeat(now);
        if (sort == 0) {
            writer.signal(SignalKind.EXIT_CALLED, 0, now, 0, 1, 0, 0, 1, 0);
        } else if (sort == 1) {
            writer.signal(SignalKind.HALT_CALLED, 0, now, 0, 1, 0, 0, 1, 0);
        } else if (sort == 2) {
            writer.signal(SignalKind.STOPPING, 0, now, 0, StopCause.SIGNAL.id(), -1, 0, 1, 0);
            writer.state(ProcessState.CLEAN);
        }
    }
}
