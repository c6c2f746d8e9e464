package dev.firstfault.exporters.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxesTest {

    private static final long S = 1_000_000_000L;
    private static final long MB = 1 << 20;

    @Test
    void aShortLifeIsShownWhole() {
        assertThat(Window.around(20 * S, 60 * S).fromNanos()).isZero();
    }

    @Test
    void ofALongLifeWhatWasUsualBeforeTheOnsetIsShown() {
        Window window = Window.around(36_000 * S, 36_090 * S);
        assertThat(window.fromNanos()).isEqualTo((36_000 - 60) * S);
        assertThat(window.toNanos()).isGreaterThan(36_090 * S);
    }

    @Test
    void labelledMomentsAreRoundOnTheClockOfTheZone() {
        long origin = Instant.parse("2026-11-22T09:19:10.500Z").toEpochMilli();
        TimeAxis axis = new TimeAxis(Window.around(41 * S, 63 * S), origin, ZoneOffset.ofHours(1), 0, 1000, 8);
        assertThat(axis.ticks().stream().map(axis::label))
                .containsExactly("10:19:20", "10:19:30", "10:19:40", "10:19:50", "10:20:00", "10:20:10");
        assertThat(axis.x(41 * S)).isEqualTo(1000 * 41 / 64.26, within(0.1));
    }

    @Test
    void hoursAreRoundInAZoneThatIsHalfAnHourOff() {
        TimeAxis axis = new TimeAxis(Window.around(0, 86_400 * S), 0, ZoneId.of("Asia/Kolkata"), 0, 1000, 5);
        assertThat(axis.ticks().stream().map(axis::label)).allMatch(label -> label.endsWith(":00"));
    }

    @Test
    void aRowEndsAtItsLimitWhereThatIsNear() {
        assertThat(axis(100 * MB, 256 * MB).top()).isEqualTo(256 * MB);
        assertThat(axis(MB, 256 * MB).limit()).as("too far off to be shown").isNaN();
        assertThat(axis(100 * MB, 256 * MB).y(128 * MB)).isEqualTo(50);
    }

    @Test
    void powersOfTenSpreadWhatLiesFarApart() {
        Track track = new Track("t", Unit.MILLIS).add(curve(0.9, 600)).byPowers();
        ValueAxis axis = new ValueAxis(track, Window.around(0, 10 * S), 0, 100);
        assertThat(List.of(axis.bottom(), axis.top())).containsExactly(0.1, 1000.0);
        assertThat(axis.decades()).hasSize(3);
        assertThat(axis.y(10)).isEqualTo(50, within(0.1));
    }

    @Test
    void valuesAreWrittenInFewCharacters() {
        assertThat(Unit.BYTES.label(1.5 * MB)).isEqualTo("1.5 MB");
        assertThat(Unit.BYTES.label(3072.0 * MB)).isEqualTo("3 GB");
        assertThat(Unit.MILLIS.label(2500)).isEqualTo("2.5 s");
        assertThat(Unit.SHARE.label(0.35)).isEqualTo("35 %");
        assertThat(Unit.PER_SECOND.label(25_000)).isEqualTo("25k/s");
    }

    private static ValueAxis axis(double value, double limit) {
        Track track = new Track("t", Unit.BYTES).add(curve(value, value)).limit("maximum", limit);
        return new ValueAxis(track, Window.around(0, 10 * S), 0, 100);
    }

    private static Curve curve(double first, double second) {
        Curve curve = new Curve("c", Form.LINE, Tone.MAIN);
        curve.add(S, first);
        curve.add(2 * S, second);
        return curve;
    }
}
