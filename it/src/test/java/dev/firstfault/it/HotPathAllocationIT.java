package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import java.time.Duration;
import org.example.faults.CheckoutApp;
import org.example.faults.ExecuteApp;
import org.example.faults.TasksApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes are exact where nanoseconds are noise: hooked code allocates what it allocates without us. */
final class HotPathAllocationIT {
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final String RESULT = "bytesPerCheckout=";

    /** Interpreted, nothing hides an allocation; compiled is how a real program runs. */
    @ParameterizedTest
    @CsvSource({
        "8, -Xint, 2.6.1", "17, -Xint, 4.0.3", "25, -Xint, 7.1.0",
        "8, -Xmixed, 2.6.1", "17, -Xmixed, 4.0.3", "25, -Xmixed, 7.1.0",
    })
    void aPooledCheckoutAndReturnAllocatesNothingMore(int jdk, String mode, String hikari) {
        JvmLaunch bare = launch(jdk, mode, hikari);
        JvmLaunch hooked = launch(jdk, mode, hikari).withAgent("");
        double bareBytes = bytesPerCheckout(bare);
        assertThat(bytesPerCheckout(hooked) - bareBytes)
                .as("over the %s bytes of the pool's own", bareBytes)
                .isLessThan(0.5); // what the thread allocates once, spread over all rounds
    }

    /** Interpreted only: what the compiler can do without in this database differs from run to run. */
    @ParameterizedTest
    @CsvSource({"8, H2_1_4", "17, H2_2_2", "25, H2_2_4"})
    void aPreparedExecutionAllocatesNothingMore(int jdk, JdbcDriver driver) {
        double bareBytes = bytes(execution(jdk, driver), "bytesPerExecution=");
        assertThat(bytes(execution(jdk, driver).withAgent(""), "bytesPerExecution=") - bareBytes)
                .as("over the %s bytes of the driver's own", bareBytes)
                .isLessThan(1); // an object is sixteen; what the thread allocates once, spread over all rounds
    }

    private static JvmLaunch execution(int jdk, JdbcDriver driver) {
        return JvmUnderTest.on(Jdk.of(jdk))
                .jvmArgs("-Xint")
                .classPath(driver.jar())
                .main(ExecuteApp.class)
                .args(2_000, 10_000);
    }

    @ParameterizedTest
    @CsvSource({"8, -Xint", "17, -Xint", "25, -Xint", "17, -Xmixed"})
    void bringingATaskToAnExecutorAllocatesNothingMore(int jdk, String mode) {
        boolean interpreted = mode.equals("-Xint");
        JvmLaunch bare = JvmUnderTest.on(Jdk.of(jdk))
                .jvmArgs(mode)
                .main(TasksApp.class)
                .args(interpreted ? 20_000 : 500_000, interpreted ? 50_000 : 500_000);
        double bareExecute = bytes(bare, "bytesPerExecute=");
        double bareSubmit = bytes(bare, "bytesPerSubmit=");
        JvmLaunch hooked = bare.withAgent("");
        assertThat(bytes(hooked, "bytesPerExecute=") - bareExecute).isLessThan(0.5);
        assertThat(bytes(hooked, "bytesPerSubmit=") - bareSubmit).isLessThan(0.5);
    }

    private static JvmLaunch launch(int jdk, String mode, String hikari) {
        boolean interpreted = mode.equals("-Xint");
        return JvmUnderTest.on(Jdk.of(jdk))
                .jvmArgs(mode)
                .classPath(Libraries.hikari(hikari))
                .main(CheckoutApp.class)
                .args(interpreted ? 20_000 : 1_000_000, interpreted ? 50_000 : 1_000_000);
    }

    private static double bytesPerCheckout(JvmLaunch launch) {
        return bytes(launch, RESULT);
    }

    private static double bytes(JvmLaunch launch, String result) {
        try (JvmUnderTest jvm = launch.start()) {
            assertThat(jvm.awaitExit(RUN)).isZero();
            return jvm.stdout().stream()
                    .filter(line -> line.startsWith(result))
                    .mapToDouble(line -> Double.parseDouble(line.substring(result.length())))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
