package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.example.faults.PinnedApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Virtual threads that block their carriers, on every JDK that has them; what pins one became less with JDK 24. */
final class PinnedThreadsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String COUNT = "firstfault_virtual_thread_pinned_seconds_count ";
    private static final String SUM = "firstfault_virtual_thread_pinned_seconds_sum ";

    /** A thread that sleeps may park a little less, and once more for what is left. */
    private static final double LEAST_SECONDS = 0.9 * PinnedApp.SLEEP_MILLIS / 1e3;

    static Stream<Jdk> jdks() {
        return Stream.of(21, 25, 26).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onlyThoseAreCountedThatThisJdkPins(Jdk jdk) throws IOException {
        int pinned = jdk.version() < 24 ? PinnedApp.TIMES + 1 : 1; // the class initialiser pins on all
        try (JvmUnderTest jvm = JvmUnderTest.on(jdk)
                .withAgent("")
                .main(PinnedApp.class)
                .args("go")
                .start()) {
            await().atMost(SOON).until(() -> jvm.http("/metrics").contains(COUNT + "0\n"));
            release(jvm);
            jvm.awaitLine("^done", SOON);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(jvm.http("/metrics"))
                            .contains(COUNT + pinned + "\n")
                            .contains("\nfirstfault_pinned_virtual_threads 0\n"));
            assertThat(valueOf(SUM, jvm.http("/metrics"))).isGreaterThanOrEqualTo(pinned * LEAST_SECONDS);

            await().atMost(SOON).until(() -> !recorded(jvm).isEmpty());
            Signal first = recorded(jvm).get(0);
            assertThat(first.v1()).isBetween(1L, (long) pinned);
            assertThat(first.durationNanos()).isGreaterThanOrEqualTo((long) (LEAST_SECONDS * 1e9));
            assertThat(first.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.frames())
                            .startsWith("java.lang.Thread.sleep(")
                            .contains("\norg.example.faults.PinnedApp.sleep("));

            assertThat(jvm.stdout()).containsExactly("open", "initialised true", "done");
        }
    }

    private static List<Signal> recorded(JvmUnderTest jvm) throws IOException {
        return BlackBoxReader.read(jvm.blackBox().toFile()).signals().stream()
                .filter(signal -> signal.kind() == SignalKind.PINNED)
                .toList();
    }

    private static double valueOf(String series, String page) {
        return page.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static void release(JvmUnderTest jvm) throws IOException {
        Files.createFile(Path.of("/proc", String.valueOf(jvm.pid()), "cwd", "go"));
    }
}
