package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.example.faults.RefusalsApp;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} at random instants while threads write: what the program knew of, the box knows. */
@Execution(CONCURRENT)
final class KillsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int[] VERSIONS = {8, 11, 17, 21, 25};
    private static final int KILLS = Integer.getInteger("firstfault.kills", 100) / VERSIONS.length;

    /** Every fifth is killed without a wait for its first records: the box may not even be there. */
    private static final int EARLY = 5;

    private static final int LATEST_MILLIS = 500;

    private static final Matrix MATRIX = new Matrix(
            "kills",
            "JDK",
            "kills",
            "before the first failure",
            "failures known",
            "read back",
            "lost",
            "damaged",
            "unreadable");

    @TempDir
    Path directory;

    static Stream<Jdk> jdks() {
        return Arrays.stream(VERSIONS).mapToObj(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyFailureThatTheProgramKnewOfIsInItsBox(Jdk jdk) throws IOException {
        Random random = Matrix.random();
        Tally tally = new Tally();
        for (int kill = 0; kill < KILLS; kill++) {
            Path known = directory.resolve("known" + kill);
            JvmUnderTest started = JvmUnderTest.on(jdk)
                    .withAgent("")
                    .jvmArgs("-Xmx64m")
                    .classPath(JdbcDriver.H2_1_4.jar())
                    .main(RefusalsApp.class)
                    .args(known)
                    .start();
            try (JvmUnderTest jvm = started) {
                jvm.expectAgentLine("could not be opened|connect|first fault|absent");
                if (kill % EARLY != 0) {
                    jvm.awaitLine("ready", SOON);
                }
                killAfter(random.nextInt(LATEST_MILLIS), jvm);
                tally.add(jvm, known);
            }
            started.discard(); // closed: it had a look at the output
        }
        MATRIX.measured(
                jdk.version(),
                KILLS,
                tally.unborn,
                tally.known,
                tally.readBack,
                tally.lost.size(),
                tally.damaged.size(),
                tally.unreadable.size());
        assertThat(tally.lost).isEmpty();
        assertThat(tally.damaged).isEmpty();
        assertThat(tally.unreadable).isEmpty();
        assertThat(tally.known).isGreaterThan(KILLS);
    }

    private static void killAfter(int millis, JvmUnderTest jvm) {
        int exitCode = CompletableFuture.supplyAsync(
                        jvm::kill9, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
        assertThat(exitCode).isEqualTo(137);
    }

    /** What was found in the boxes of one JDK. */
    private static final class Tally {
        private int unborn;
        private long known;
        private long readBack;
        private final List<String> lost = new ArrayList<>();
        private final List<String> damaged = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();

        void add(JvmUnderTest jvm, Path knownFile) throws IOException {
            ByteBuffer knownFailures =
                    ByteBuffer.wrap(Files.exists(knownFile) ? Files.readAllBytes(knownFile) : new byte[0]);
            unborn += knownFailures.remaining() == 0 || knownFailures.getLong(0) == 0 ? 1 : 0;
            List<Path> boxes = jvm.blackBoxes();
            if (boxes.isEmpty()) {
                assertThat(knownFailures.remaining()).isZero();
                return;
            }
            Timeline timeline;
            try {
                timeline = BlackBoxReader.read(boxes.get(0).toFile());
            } catch (IOException refused) {
                unreadable.add(refused.toString());
                return;
            }
            compare(timeline, knownFailures, boxes.get(0));
        }

        private void compare(Timeline timeline, ByteBuffer knownFailures, Path box) {
            Map<String, Integer> recorded = new HashMap<>();
            for (Signal signal : timeline.signals()) {
                Resource target = signal.resource();
                if (signal.kind() == SignalKind.CONNECT_FAILED && target != null) {
                    recorded.merge(target.name(), signal.count(), Integer::sum);
                }
            }
            for (int number = 0; 8 * number < knownFailures.remaining(); number++) {
                long wanted = knownFailures.getLong(8 * number);
                int found = recorded.getOrDefault(RefusalsApp.target(number), 0);
                known += wanted;
                readBack += Math.min(found, wanted);
                if (found < wanted
                        || found > wanted + 1) { // one may have been recorded and not come back to the program
                    lost.add(box.getFileName() + ", target " + number + ": " + found + " of " + wanted);
                }
            }
            if (knownFailures.remaining() > 0) {
                if (timeline.damage().recordsSkipped() > 0
                        || !timeline.damage().notes().stream()
                                .allMatch(note -> note.contains("being written when the process ended"))) {
                    damaged.add(box.getFileName() + ": " + timeline.damage().notes());
                }
                assertThat(Diagnosis.diagnose(timeline).ending().kind()).isEqualTo(EndingKind.KILLED);
            }
        }
    }
}
