package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.example.faults.SmallHeapApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent loaded into a JVM that runs already, by the jar's own command. */
final class AttachIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    static Stream<Jdk> jdks() {
        return Stream.of(8, 17, 25).map(Jdk::of);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRunningJvmIsObservedFromThenOn(Jdk jdk) {
        try (JvmUnderTest jvm = JvmUnderTest.on(jdk)
                .jvmArgs("-Xmx64m")
                .main(SmallHeapApp.class)
                .args(10, 1)
                .start()) {
            jvm.awaitLine("filled", SOON);

            Outcome attached = attach(jdk, jvm.pid(), "dir=" + jvm.directory() + ",port=0");
            assertThat(attached.exitCode()).as(attached.toString()).isZero();
            assertThat(attached.stdout()).containsExactly("firstfault: attached to " + jvm.pid());
            assertThat(attached.stderr()).isEmpty();
            assertThat(jvm.http("/metrics")).contains("jvm_memory_used_bytes{area=\"heap\"");
            assertThat(jvm.http("/-/healthy")).isNotEmpty();

            Outcome again = attach(jdk, jvm.pid(), "dir=" + jvm.directory() + ",port=0");
            assertThat(again.exitCode()).isZero();
            jvm.expectAgentLine("already in this JVM");
            jvm.awaitLine("already in this JVM", SOON);

            assertThat(jvm.terminate()).isEqualTo(143);
            assertThat(jvm.stdout()).containsExactly("ready", "filled");
            assertThat(jvm.report().ending()).isEqualTo("terminated");
            assertThat(jvm.targetFiles()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aProcessThatIsNotThereIsAnErrorAndNoTrace(Jdk jdk) {
        Outcome outcome = attach(jdk, 999_999_999, "");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).singleElement().asString().startsWith("firstfault: cannot attach to 999999999: ");
    }

    private static Outcome attach(Jdk jdk, long pid, String options) {
        return Outcome.of(
                List.of(
                        jdk.java().toString(),
                        "-jar",
                        Libraries.agentJar().toString(),
                        "attach",
                        String.valueOf(pid),
                        options),
                Map.of());
    }
}
