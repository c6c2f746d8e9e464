package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeStepsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 0",
        "1000, 1",
        "1999, 1",
        "2000, 2",
        "4999, 2",
        "5000, 5",
        "9999, 5",
        "10000, 10",
        "49999, 20"
    })
    void aStepIsReachedAndNotBefore(long ageMillis, long stepSeconds) {
        assertThat(AgeSteps.reached(TimeUnit.MILLISECONDS.toNanos(ageMillis)))
                .isEqualTo(TimeUnit.SECONDS.toNanos(stepSeconds));
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "100, 100", "86400, 50000", "9999999, 5000000"})
    void stepsGoOnForAsLongAsAProcessLives(long ageSeconds, long stepSeconds) {
        assertThat(AgeSteps.reached(TimeUnit.SECONDS.toNanos(ageSeconds)))
                .isEqualTo(TimeUnit.SECONDS.toNanos(stepSeconds));
    }
}
