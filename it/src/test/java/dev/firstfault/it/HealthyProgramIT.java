package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.PrometheusServer;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.stream.Stream;
import org.example.faults.EndingApp;
import org.example.faults.SmallHeapApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that nothing goes wrong in: one line on standard error, a page of metrics, a box that says so. */
final class HealthyProgramIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void isObservedOnEveryJdkAndEndsAsWithoutUs(Jdk jdk) {
        try (JvmUnderTest jvm = JvmUnderTest.on(jdk)
                .withAgent("")
                .main(EndingApp.class)
                .args(1_000, "exit", 0)
                .start()) {
            assertThat(jvm.awaitExit(SOON)).isZero();
            assertThat(jvm.stdout()).containsExactly("ready", "ending");
            assertThat(jvm.stderr()).hasSize(1).isEqualTo(jvm.agentLines());
            Report report = jvm.report();
            assertThat(report.ending()).isEqualTo("exit");
            assertThat(report.firstFault()).isEmpty();
        }
    }

    @Test
    void isScrapedThroughItsTargetFile() {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                        .withAgent("")
                        .jvmArgs("-Xmx64m")
                        .main(SmallHeapApp.class)
                        .args(10, 1)
                        .start();
                PrometheusServer prometheus = PrometheusServer.scraping(jvm.directory() + "/targets/*.json")) {
            String page = jvm.http("/metrics");
            assertThat(page).contains("jvm_memory_used_bytes");
            assertThat(PrometheusServer.check(page)).isEmpty();
            assertThat(prometheus.awaitQuery("up{job=\"firstfault\"} == 1")).hasSize(1);
        }
    }
}
