package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReportTimesTest {

    @Test
    void distancesHaveTheUnitsThatAPersonWouldChoose() {
        assertThat(ReportTimes.relative(0)).isEqualTo("0 s");
        assertThat(ReportTimes.relative(-250)).isEqualTo("-250 ms");
        assertThat(ReportTimes.relative(41_590)).isEqualTo("+41.5 s");
        assertThat(ReportTimes.relative(-200_000)).isEqualTo("-3 min 20 s");
        assertThat(ReportTimes.relative(7_500_000)).isEqualTo("+2 h 5 min");
        assertThat(ReportTimes.relative(180_000_000)).isEqualTo("+2 d 2 h");
    }

    @Test
    void momentsAreShownInTheReadersZoneWithItsOffset() {
        ReportTimes times = new ReportTimes(ZoneOffset.ofHoursMinutes(5, 30));
        assertThat(times.full(0)).isEqualTo("1970-01-01 05:30:00 +05:30");
        assertThat(times.clock(1)).isEqualTo("05:30:00.001");
    }
}
