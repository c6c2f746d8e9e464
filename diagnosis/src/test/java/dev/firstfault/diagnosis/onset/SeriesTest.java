package dev.firstfault.diagnosis.onset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void aLevelChangesWithTheNextValueOrWhereItsTimeIsOver() {
        Series level = new Series(10);
        level.add(5, 1);
        level.add(8, 2);
        level.add(100, 3);
        assertThat(level.nextChange(0)).isEqualTo(5);
        assertThat(level.nextChange(5)).isEqualTo(8);
        assertThat(level.nextChange(8)).isEqualTo(19);
        assertThat(level.valueAt(18)).isEqualTo(2);
        assertThat(level.valueAt(19)).isNaN();
        assertThat(level.nextChange(19)).isEqualTo(100);
        assertThat(level.nextChange(111)).isEqualTo(Long.MAX_VALUE);
        assertThat(new Series(10).nextChange(0)).isEqualTo(Long.MAX_VALUE);
    }
}
