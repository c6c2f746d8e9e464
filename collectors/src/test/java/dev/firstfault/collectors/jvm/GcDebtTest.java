package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GcDebtTest {

    private final GcDebt debt = new GcDebt();

    @Test
    void jvmThatDoesNothingButCollectGoesIntoDebt() {
        at(0, 0);

        assertThat(at(1000, 1000)).isEqualTo(1000);
        // 900 ms collecting, 100 ms running: 900 - 5 * 100 more.
        assertThat(at(2000, 1900)).isEqualTo(1400);
    }

    @Test
    void runningTimePaysFivefoldAndNeverBelowZero() {
        at(0, 0);
        at(1000, 1000);

        assertThat(at(1100, 1000)).isEqualTo(500);
        assertThat(at(5000, 1000)).isZero();
    }

    @Test
    void sixthOfTheTimeRunningHoldsTheDebt() {
        at(0, 0);
        at(1000, 1000);

        assertThat(at(7000, 6000)).isEqualTo(1000);
    }

    @Test
    void hoursBeforeTheAgentCameAreNoDebt() {
        assertThat(at(50, 3_600_000)).isZero();
        assertThat(at(100, 3_600_000)).isZero();
    }

    private long at(long millis, long gcMillis) {
        return debt.at(millis * 1_000_000L, gcMillis);
    }
}
