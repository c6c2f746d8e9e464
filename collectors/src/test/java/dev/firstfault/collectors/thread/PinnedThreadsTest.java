package dev.firstfault.collectors.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted and told of virtual threads that block their carriers; that they are seen at all, PinnedThreadsIT shows. */
class PinnedThreadsTest {

    private final ManualClock clock = new ManualClock();
    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final PinnedThreads pinned = new PinnedThreads(unused(), meters, signals, clock, signals);

    @Test
    void thoseThatAreShorterThanTheJdksOwnThresholdDoNotCount() {
        pinned.show();
        block(Duration.ofMillis(19));
        pinned.tick();
        assertThat(told()).isEmpty();

        block(Duration.ofMillis(21));
        pinned.tick();
        assertThat(told()).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isEqualTo(1);
            assertThat(signal.v2()).isZero();
            assertThat(signal.durationNanos()).isBetween(20_900_000L, 21_000_000L);
            assertThat(signal.error())
                    .isNotNull()
                    .satisfies(error -> assertThat(error.frames()).contains("org.junit"));
        });
    }

    @Test
    void allOfTenSecondsAreToldTogether() {
        pinned.show();
        for (int second = 0; second < 21; second++) {
            block(Duration.ofMillis(100));
            block(Duration.ofMillis(50 + second));
            pinned.tick();
            clock.advance(Duration.ofMillis(850 - second));
        }
        assertThat(told()).extracting(Signal::v1).containsExactly(2L, 20L, 20L);
    }

    @Test
    void aCarrierThatNeverComesFreeIsToldToo() {
        pinned.show();
        assertThat(pinned.started()).isNotZero();
        for (int second = 0; second < 9; second++) {
            pinned.tick();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(told()).isEmpty();

        pinned.tick();
        assertThat(told()).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isZero();
            assertThat(signal.v2()).isEqualTo(1);
            assertThat(signal.error()).isNull();
        });
    }

    @Test
    void nothingIsShownWhereNoVirtualThreadWasStarted() {
        pinned.tick();
        pinned.tick();

        assertThat(meters.families()).isEmpty();
        assertThat(signals.degraded()).isEmpty();
    }

    @Test
    void aClassThatIsNotKnownIsLeftAlone() throws IOException {
        try (InputStream file = Object.class.getResourceAsStream("Object.class")) {
            byte[] other = file.readAllBytes();
            assertThatThrownBy(() -> PinningHooks.hooked(other)).hasMessageContaining("this JDK is unknown");
        }
    }

    private void block(Duration duration) {
        long start = pinned.started();
        clock.advance(duration);
        pinned.ended(start);
    }

    private List<Signal> told() {
        return signals.of(SignalKind.PINNED);
    }

    private static Instrumentation unused() {
        return (Instrumentation) Proxy.newProxyInstance(
                PinnedThreadsTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
    }
}
