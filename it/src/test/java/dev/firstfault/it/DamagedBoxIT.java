package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.exporters.report.JsonReport;
import dev.firstfault.exporters.report.TextReport;
import dev.firstfault.exporters.report.TextStyle;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import org.example.faults.ConnectApp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box of a process that was killed amid failures, cut and overwritten afterwards: reports say so and never fail. */
final class DamagedBoxIT {
    private static final int PAGE = 4096;
    private static final int VARIANTS = 10_000;
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static Path box = Path.of("");
    private static byte[] whole = {};

    @BeforeAll
    static void killAProcess() throws IOException {
        JdbcDriver driver = JdbcDriver.MARIADB_2_7;
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .withAgent("")
                .classPath(driver.jar())
                .main(ConnectApp.class)
                .args(driver.url("127.0.0.1", Ports.free(), "db"), "a", "b", 0, 20)
                .start()) {
            jvm.expectAgentLine("nobody listens where the database should be|first fault: db-down");
            jvm.awaitLines("^failed 08", 100, SOON);
            jvm.kill9();
            whole = Files.readAllBytes(jvm.blackBox());
        }
        box = Files.write(directory.resolve("dead.ffbox"), whole);
        assertThat(reported().timeline().damage().notes()).isEmpty();
    }

    @Test
    void cutAtAnyPageItIsReportedAsCut() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(box.toFile(), "rw")) {
            for (int length = whole.length / PAGE * PAGE; length > 0; length -= PAGE) {
                file.setLength(length);
                if (length < whole.length) {
                    assertThat(reported().timeline().damage().notes())
                            .first()
                            .asString()
                            .startsWith("truncated at " + length + " of " + whole.length);
                }
            }
        } finally {
            Files.write(box, whole);
        }
    }

    @Test
    void overwrittenAnywhereItIsReportedAsDamagedOrAsItWas() throws IOException {
        String undamaged = JsonReport.of(reported());
        Random random = new Random(20_260_101);
        int noticed = 0;
        try (RandomAccessFile file = new RandomAccessFile(box.toFile(), "rw")) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                int[] places = new int[1 + random.nextInt(64)];
                for (int i = 0; i < places.length; i++) {
                    places[i] = random.nextInt(whole.length);
                    file.seek(places[i]);
                    file.write(random.nextInt(256));
                }
                DiagnosedProcess read = reported();
                if (read.timeline().damage().notes().isEmpty()) {
                    assertThat(JsonReport.of(read)).as("variant " + variant).isEqualTo(undamaged);
                } else {
                    noticed++;
                }
                for (int place : places) {
                    file.seek(place);
                    file.write(whole[place]);
                }
            }
        }
        assertThat(noticed).isGreaterThan(VARIANTS * 9 / 10);
    }

    /** Reads the box as it is now, and makes every report of it. */
    private static DiagnosedProcess reported() throws IOException {
        Timeline timeline = BlackBoxReader.read(box.toFile());
        DiagnosedProcess process = new DiagnosedProcess("dead.ffbox", timeline, Diagnosis.diagnose(timeline));
        String text = new TextReport(ZoneOffset.UTC, TextStyle.PLAIN).of(process);
        String json = JsonReport.of(process);
        if (!timeline.damage().notes().isEmpty()) {
            String note = timeline.damage().notes().get(0);
            assertThat(text).contains(note);
            assertThat(json).contains(note);
        }
        return process;
    }
}
