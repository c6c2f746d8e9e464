package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Outcome;
import dev.firstfault.signals.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.example.faults.EndingApp;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk turns odd while the process runs: the process ends as it would have, and says meanwhile which part of us does not work. */
@Execution(CONCURRENT)
final class OddDiskIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Several checks of the box after the disk turned odd. */
    private static final int LIFE_MILLIS = 6_000;

    private static final String BOX_DEGRADED = "firstfault_degraded{part=\"black-box\"} 1";

    /** Permissions mean nothing to root, unless it gives up two of its capabilities. */
    private static final String OBEYING = System.getProperty("user.name").equals("root")
            ? "exec setpriv --bounding-set=-dac_override,-dac_read_search "
            : "exec ";

    private interface Oddity {
        void befall(JvmUnderTest jvm) throws IOException;
    }

    static Stream<Jdk> jdks() {
        return Matrix.full() ? Jdk.all() : Stream.of(8, 25).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theDirectoryIsDeleted(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm = service(jdk).start()) {
            assertOnlyTheBoxSuffers(jvm, odd -> delete(odd.directory()));
            assertThat(jvm.directory()).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theBoxIsCutToNothing(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm = service(jdk).start()) {
            assertOnlyTheBoxSuffers(jvm, odd -> cut(odd.blackBox(), 0));
            assertThat(jvm.blackBox()).isEmptyFile();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theBoxIsCutToHalf(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm = service(jdk).start()) {
            assertOnlyTheBoxSuffers(jvm, odd -> cut(odd.blackBox(), 1 << 20));
            assertThat(BlackBoxReader.read(jvm.blackBox().toFile()).signals()).isNotEmpty();
        }
    }

    /** What the kernel says where a file cannot be written to: here from a size on, as on a disk that is full, or broken in places. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theBoxCannotBeWrittenToAnyMore(Jdk jdk) throws IOException {
        try (JvmUnderTest jvm = service(jdk).start()) {
            assertOnlyTheBoxSuffers(
                    jvm,
                    odd -> assertThat(Outcome.of(
                                            List.of("prlimit", "--pid", String.valueOf(odd.pid()), "--fsize=65536:"),
                                            Map.of())
                                    .exitCode())
                            .isZero());
            assertThat(BlackBoxReader.read(jvm.blackBox().toFile()).signals()).isNotEmpty();
        }
    }

    /** All that the box needs is its own already. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theDiskFillsUpAndTheBoxDoesNotCare(Jdk jdk) throws IOException {
        String mount = "exec unshare -rm sh -c 'mount -t tmpfs -o size=4m small \"$0\" && exec \"$@\"' ";
        Path disk = Files.createTempDirectory("disk");
        assumeTrue(canRun(mount + disk + " true"), "no user namespace with a file system of its own here");
        try (JvmUnderTest jvm = service(jdk)
                .withAgent("dir=" + disk + "/boxes")
                .through(mount + disk + " \"$@\"")
                .start()) {
            jvm.awaitLine("firstfault: .* observes", SOON);
            Path inside = Path.of("/proc/" + jvm.pid() + "/root" + disk);
            assertThat(fill(inside.resolve("filler"))).isPositive();
            Timeline full = read(inside.resolve("boxes"));
            await().atMost(SOON)
                    .until(() -> read(inside.resolve("boxes")).endNanos() > full.endNanos() + 2_000_000_000L);
            assertThat(read(inside.resolve("boxes")).damage().notes()).isEmpty();
            assertThat(jvm.awaitExit(SOON)).isZero();
            assertThat(jvm.stdout()).containsExactly("ready", "ending");
        } finally {
            Files.delete(disk);
        }
    }

    private static Timeline read(Path boxes) throws IOException {
        try (Stream<Path> files = Files.list(boxes)) {
            Path box = files.filter(file -> file.toString().endsWith(".ffbox"))
                    .findFirst()
                    .orElseThrow();
            return BlackBoxReader.read(box.toFile());
        }
    }

    /** The kernel asks at the opening, so that what is open stays so; only that the box is nowhere to be found any more can be told. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theDirectoryIsClosedToTheProcess(Jdk jdk) throws IOException {
        assumeTrue(canRun(OBEYING + "true"), "cannot give up the privilege to open everything here");
        Path outer = Files.createTempDirectory("closed");
        JvmLaunch launch = service(jdk).withAgent("dir=" + outer + "/boxes").through(OBEYING + "\"$@\"");
        try (JvmUnderTest jvm = launch.start()) {
            assertOnlyTheBoxSuffers(
                    jvm, odd -> Files.setPosixFilePermissions(outer, PosixFilePermissions.fromString("---------")));
            Files.setPosixFilePermissions(outer, PosixFilePermissions.fromString("rwx------"));
            assertThat(BlackBoxReader.read(jvm.blackBox().toFile()).damage().notes())
                    .isEmpty();
        } finally {
            Files.setPosixFilePermissions(outer, PosixFilePermissions.fromString("rwx------"));
            delete(outer);
        }
    }

    private static boolean canRun(String shellLine) {
        return Outcome.of(List.of("sh", "-c", shellLine), Map.of()).exitCode() == 0;
    }

    private static JvmLaunch service(Jdk jdk) {
        return JvmUnderTest.on(jdk).withAgent("").main(EndingApp.class).args(LIFE_MILLIS, "return");
    }

    private static void assertOnlyTheBoxSuffers(JvmUnderTest jvm, Oddity oddity) throws IOException {
        await().atMost(SOON).until(() -> jvm.http("/metrics").contains("process_uptime_seconds"));
        assertThat(jvm.http("/metrics")).doesNotContain("firstfault_degraded");
        oddity.befall(jvm);
        await().atMost(SOON).until(() -> jvm.http("/metrics").contains(BOX_DEGRADED));
        assertThat(jvm.diagnosis().ending()).isEqualTo("running");
        assertThat(jvm.awaitExit(SOON)).isZero();
        assertThat(jvm.stdout()).containsExactly("ready", "ending");
        assertThat(jvm.stderr()).hasSize(1).isEqualTo(jvm.agentLines());
    }

    private static void cut(Path file, int length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    private static long fill(Path file) throws IOException {
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
                written += 4096;
            }
        } catch (IOException full) {
            return written;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
