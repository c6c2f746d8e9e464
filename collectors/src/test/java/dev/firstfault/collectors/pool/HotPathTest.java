package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Histogram;
import dev.firstfault.signals.meter.Meters;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HotPathTest {

    private static final int ROUNDS = 100_000;

    @Test
    void checkoutAndReturnAllocateNothing() {
        RecordedSignals signals = new RecordedSignals();
        Meters meters = new Meters();
        JdbcConnections connections =
                new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
        HikariPools pools = new HikariPools(connections, meters, signals, Clock.SYSTEM, signals);
        EntryTableTest.FakePool pool = new EntryTableTest.FakePool();
        pools.opened(pool, new NamedConfig());
        Object entry = new Object();
        Object connection = new Object();
        checkOutAndReturn(pools, entry, pool, connection);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        checkOutAndReturn(pools, entry, pool, connection);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        // The question itself allocates a little; one object a round would be over a megabyte.
        assertThat(allocated).isLessThan(10_000);
        assertThat(signals.degraded()).isEmpty();
        pools.tick();
        Histogram usage = meters.histogram("hikaricp_connections_usage_seconds", "", "pool")
                .with("orders");
        assertThat(usage.bucket(0)).isGreaterThan(ROUNDS);
    }

    private static void checkOutAndReturn(HikariPools pools, Object entry, Object pool, Object connection) {
        for (int i = 0; i < ROUNDS; i++) {
            pools.acquired(entry, pool, connection, 0);
            pools.released(entry, System.nanoTime());
        }
    }

    /** What a pool's name and target are read from. */
    public static final class NamedConfig {
        public String getPoolName() {
            return "orders";
        }

        public String getJdbcUrl() {
            return "jdbc:h2:mem:x";
        }

        public Properties getDataSourceProperties() {
            return new Properties();
        }

        public int getMaximumPoolSize() {
            return 1;
        }

        public int getMinimumIdle() {
            return 1;
        }
    }
}
