package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HeldConnectionsTest {

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final ManualClock clock = new ManualClock();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, clock, (target, reason, error, occurrence, since) -> {});
    private final PoolStub.Views views = new PoolStub.Views(false);
    private final Pools pools = new Pools(views, connections, meters, signals, clock, signals);
    private final Object pool = new Object();
    private final Object entry = new Object();

    HeldConnectionsTest() {
        pools.opened(pool, new Object());
    }

    @Test
    void ageOfTheOldestIsPublishedFromTheFirstSecondOnAndGoneWithIt() {
        checkOut(entry);
        seconds(3);
        assertThat(longestHold()).isEqualTo(3);

        pools.released(entry, 0);
        seconds(1);
        assertThat(longestHold()).isZero();
    }

    @Test
    void longHoldIsToldAtTenTwentyAndFiftySeconds() {
        checkOut(entry);
        seconds(60);

        assertThat(signals.of(SignalKind.POOL_HELD))
                .extracting(signal -> Duration.ofNanos(signal.durationNanos()).toSeconds())
                .containsExactly(10L, 20L, 50L);
    }

    @Test
    void shortHoldIsToldOnlyWhileSomebodyWaits() {
        checkOut(entry);
        seconds(1);
        assertThat(signals.of(SignalKind.POOL_HELD)).isEmpty();

        views.pending(2);
        seconds(1);
        assertThat(signals.of(SignalKind.POOL_HELD)).singleElement().satisfies(signal -> {
            assertThat(Signal.upper(signal.v2())).as("pending").isEqualTo(2);
            assertThat(Signal.upper(signal.v3())).as("held over a second").isEqualTo(1);
            assertThat(Signal.lower(signal.v1())).as("statements are not seen").isEqualTo(2);
            assertThat(error(signal).thread()).isEqualTo(Thread.currentThread().getName());
            assertThat(error(signal).frames()).contains("HeldConnectionsTest");
        });
    }

    @Test
    void threadThatEndedIsNotKeptAndSaidToHaveEnded() throws InterruptedException {
        Thread holder = new Thread(() -> checkOut(entry), "short-lived");
        holder.start();
        holder.join();
        seconds(10);

        assertThat(signals.of(SignalKind.POOL_HELD)).singleElement().satisfies(signal -> {
            assertThat(HolderState.ofId(Signal.lower(signal.v3()))).isEqualTo(HolderState.ENDED);
            assertThat(error(signal).thread()).isEqualTo("short-lived");
        });
    }

    @Test
    void threadThatWaitsIsSaidToWait() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            checkOut(entry);
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        holder.start();
        await().until(() -> holder.getState() == Thread.State.WAITING);
        seconds(10);
        done.countDown();
        holder.join();

        assertThat(signals.of(SignalKind.POOL_HELD))
                .extracting(HeldConnectionsTest::state)
                .containsExactly(HolderState.WAITING);
    }

    @Test
    void threadThatChecksOutOnAndOnHasGoneOnWithoutGivingBack() {
        List<Object> leaked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Object next = new Object();
            leaked.add(next);
            checkOut(next);
            seconds(2);
        }

        assertThat(signals.of(SignalKind.POOL_HELD))
                .as("of %s", leaked)
                .first()
                .extracting(HeldConnectionsTest::state)
                .isEqualTo(HolderState.ELSEWHERE);
    }

    @Test
    void ofManyThatBecomeDueAtOnceTheOldestAreTold() {
        List<Object> held = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            held.add(new Object());
            checkOut(held.get(i));
        }
        seconds(10);

        assertThat(signals.of(SignalKind.POOL_HELD))
                .as("of %s", held.size())
                .hasSize(3)
                .allSatisfy(signal -> assertThat(Signal.upper(signal.v3())).isEqualTo(50));
    }

    private void checkOut(Object which) {
        pools.acquireWaits(pool);
        pools.acquired(which, pool, null, 0);
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            pools.tick();
        }
    }

    private double longestHold() {
        return meters.gauge("firstfault_jdbc_longest_hold_seconds", "", "pool")
                .with(PoolStub.NAME)
                .value();
    }

    private static ErrorDetail error(Signal signal) {
        return Objects.requireNonNull(signal.error());
    }

    private static HolderState state(Signal signal) {
        return HolderState.ofId(Signal.lower(signal.v3()));
    }
}
