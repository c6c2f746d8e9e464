package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.example.faults.StuckApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alive and useless: the process says so itself, on every JDK. All of them stand still at the same time, so that nobody waits long. */
final class StuckIT {
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final List<JvmUnderTest> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        for (JvmUnderTest jvm : started) {
            jvm.close();
        }
    }

    @Test
    void whoStandsStillForGoodSaysSoAndWhoHasNothingToDoDoesNot() {
        List<JvmUnderTest> deadlocked = start("deadlock", 8, 11, 17, 21, 25);
        List<JvmUnderTest> withoutMain = start("direct", 8, 11, 17, 21, 25);
        List<JvmUnderTest> idle = start("idle", 17);

        for (JvmUnderTest jvm : deadlocked) {
            Report report = awaitStuck(jvm);
            assertThat(report.firstFault()).isEqualTo("deadlock");
            assertThat(report.confidence()).isEqualTo("high");
            assertThat(report.json().at("/ending/summary").asText()).contains("2 threads wait for each other's locks");
        }
        for (JvmUnderTest jvm : withoutMain) {
            assertThat(awaitStuck(jvm).json().at("/ending/summary").asText())
                    .contains("its main thread died of an OutOfMemoryError");
        }
        for (JvmUnderTest jvm : idle) {
            assertThat(jvm.report().ending()).isEqualTo("running");
        }
    }

    private List<JvmUnderTest> start(String how, Integer... versions) {
        List<JvmUnderTest> jvms = Stream.of(versions)
                .map(Jdk::of)
                .map(jdk -> JvmUnderTest.on(jdk)
                        .withAgent("")
                        .jvmArgs("-Xmx64m", "-XX:MaxDirectMemorySize=16m", "-XX:+ExitOnOutOfMemoryError")
                        .main(StuckApp.class)
                        .args(how)
                        .start()
                        .expectAgentLine("first fault: (deadlock|direct-memory)|stuck"))
                .toList();
        started.addAll(jvms);
        return jvms;
    }

    private static Report awaitStuck(JvmUnderTest jvm) {
        jvm.awaitLine("^firstfault: stuck: ", WITHIN);
        Report report = jvm.report(); // of a box that is still written
        assertThat(report.ending()).isEqualTo("stuck");
        assertThat(jvm.http("/metrics"))
                .contains("\nfirstfault_stuck 1\n"); // also where there is no direct memory left
        return report;
    }
}
