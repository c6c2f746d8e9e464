package dev.firstfault.collectors.jvm;

import static dev.firstfault.collectors.jvm.Pace.BRISK_NANOS;
import static dev.firstfault.collectors.jvm.Pace.CALM_NANOS;
import static dev.firstfault.collectors.jvm.Pace.RAPID_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MAX_HEAP = 1000L << 20;

    private final Pace pace = new Pace(0, MAX_HEAP);
    private final Frame frame = new Frame();

    @Test
    void firstTwoMinutesAreBrisk() {
        assertThat(at(119)).isEqualTo(BRISK_NANOS);
        assertThat(at(121)).isEqualTo(CALM_NANOS);
    }

    @Test
    void fullHeapAfterACollectionIsSuspicious() {
        frame.set(FrameField.HEAP_AFTER_GC, 790L << 20);
        assertThat(at(200)).isEqualTo(CALM_NANOS);

        frame.set(FrameField.HEAP_AFTER_GC, 801L << 20);
        assertThat(at(201)).isEqualTo(BRISK_NANOS);

        frame.set(FrameField.HEAP_AFTER_GC, 100L << 20);
        assertThat(at(210)).as("a little longer").isEqualTo(BRISK_NANOS);
        assertThat(at(212)).isEqualTo(CALM_NANOS);
    }

    @Test
    void growingDebtIsSuspiciousAndStandingDebtIsNot() {
        frame.set(FrameField.GC_DEBT_MILLIS, 500);
        assertThat(at(200)).isEqualTo(BRISK_NANOS);
        assertThat(at(205)).isEqualTo(BRISK_NANOS);
        assertThat(at(211)).isEqualTo(CALM_NANOS);
    }

    @Test
    void residentMemoryNearTheGroupsLimitIsSuspiciousAndItsPageCacheIsNot() {
        frame.set(FrameField.CGROUP_LIMIT, 1000L << 20);
        frame.set(FrameField.CGROUP_CURRENT, 999L << 20);
        frame.set(FrameField.RSS, 500L << 20);
        assertThat(at(200)).isEqualTo(CALM_NANOS);

        frame.set(FrameField.RSS, 900L << 20);
        assertThat(at(201)).isEqualTo(BRISK_NANOS);
    }

    @Test
    void limitThatIsHitAgainIsSuspicious() {
        frame.set(FrameField.CGROUP_LIMIT_HITS, 7);
        assertThat(at(200)).as("hit before the agent looked").isEqualTo(CALM_NANOS);

        frame.set(FrameField.CGROUP_LIMIT_HITS, 8);
        assertThat(at(201)).isEqualTo(BRISK_NANOS);
    }

    @Test
    void earlierSuspicionDoesNotShortenALaterOne() {
        pace.suspect(200 * SECOND, 300 * SECOND);
        pace.suspect(200 * SECOND, 250 * SECOND);

        assertThat(at(299)).isEqualTo(BRISK_NANOS);
        assertThat(at(301)).isEqualTo(CALM_NANOS);
    }

    @Test
    void youngProcessIsWatchedCloselyWhileItsHeapFillsOrSomethingFailed() {
        frame.set(FrameField.HEAP_USED, 290L << 20);
        assertThat(at(1)).isEqualTo(BRISK_NANOS);

        frame.set(FrameField.HEAP_USED, 310L << 20);
        assertThat(at(2)).isEqualTo(RAPID_NANOS);
        assertThat(at(16)).as("no longer young").isEqualTo(BRISK_NANOS);

        frame.set(FrameField.HEAP_USED, 10L << 20);
        assertThat(pace.suspect(3 * SECOND, 63 * SECOND)).isTrue();
        assertThat(pace.suspect(3 * SECOND, 63 * SECOND)).as("already").isFalse();
        assertThat(at(3)).isEqualTo(RAPID_NANOS);
        assertThat(at(16)).isEqualTo(BRISK_NANOS);
    }

    private long at(long seconds) {
        frame.atNanos(seconds * SECOND);
        return pace.nanosAfter(frame);
    }
}
