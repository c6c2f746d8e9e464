package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Signal;
import dev.firstfault.signals.Timeline;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer has taken is in the file, at whatever moment the process is killed. */
class KilledWriterTest {

    private static final int KILLS = 8;

    /** Of each thread, far fewer than the ring holds of it. */
    private static final int LAST = 50;

    @TempDir
    Path dir;

    @Test
    void whatAThreadHasRecordedSurvivesTheKill() throws Exception {
        Random random = new Random(1);
        List<String> lost = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Path box = dir.resolve(kill + ".ffbox");
            Path taken = dir.resolve(kill + ".taken");
            killAfter(100 + random.nextInt(400), box, taken);
            Timeline timeline = BlackBoxReader.read(box.toFile());
            assertThat(timeline.damage().recordsSkipped()).isZero();
            assertThat(timeline.damage().notes())
                    .allMatch(note -> note.contains("being written when the process ended"));
            lost.addAll(missing(timeline, ByteBuffer.wrap(Files.readAllBytes(taken))));
        }
        assertThat(lost).isEmpty();
    }

    private void killAfter(int signals, Path box, Path taken) throws Exception {
        Process child = new ProcessBuilder(
                        Paths.get(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritesUntilKilled.class.getName(),
                        box.toString(),
                        taken.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output.txt").toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .pollInterval(1, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        assertThat(child.isAlive()).isTrue();
                        return Files.exists(taken)
                                && Files.size(taken) > 0
                                && ByteBuffer.wrap(Files.readAllBytes(taken)).getLong(0) >= signals;
                    });
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> missing(Timeline timeline, ByteBuffer taken) {
        Set<Long> recorded = new HashSet<>();
        for (Signal signal : timeline.signals()) {
            recorded.add(signal.v1() << 32 | signal.v2());
        }
        List<String> missing = new ArrayList<>();
        for (int thread = 0; thread < WritesUntilKilled.THREADS; thread++) {
            long last = taken.getLong(thread * 8);
            for (long number = Math.max(1, last - LAST); number <= last; number++) {
                if (!recorded.contains((long) thread << 32 | number)) {
                    missing.add("thread " + thread + ": " + number + " of " + last);
                }
            }
        }
        return missing;
    }
}
