package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotPathTest {

    private static final int ROUNDS = 100_000;

    private final Object entry = new Object();
    private final Object connection = new Object();
    private final Object pool = new Object();

    /** HikariCP says which checkouts wait; of the others every one is timed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checkoutAndReturnAllocateNothing(boolean hikari) {
        RecordedSignals signals = new RecordedSignals();
        Meters meters = new Meters();
        JdbcConnections connections =
                new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
        Pools pools = new Pools(new PoolStub.Views(hikari), connections, meters, signals, Clock.SYSTEM, signals);
        pools.opened(pool, new Object());
        checkOutAndReturn(pools, !hikari);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        checkOutAndReturn(pools, !hikari);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        // The question itself allocates a little; one object a round would be over a megabyte.
        assertThat(allocated).isLessThan(10_000);
        assertThat(signals.degraded()).isEmpty();
        pools.tick();
        Histogram hold =
                meters.histogram("firstfault_jdbc_hold_seconds", "", "pool").with(PoolStub.NAME);
        assertThat(hold.bucket(0)).isGreaterThan(ROUNDS);
        Histogram acquire =
                meters.histogram("firstfault_jdbc_acquire_seconds", "", "pool").with(PoolStub.NAME);
        assertThat(acquire.bucket(0)).isGreaterThan(ROUNDS);
    }

    private void checkOutAndReturn(Pools pools, boolean timed) {
        for (int i = 0; i < ROUNDS; i++) {
            if (timed) {
                pools.acquireWaits(pool);
            }
            pools.acquired(entry, pool, connection, 0);
            pools.released(entry, System.nanoTime());
        }
    }
}
