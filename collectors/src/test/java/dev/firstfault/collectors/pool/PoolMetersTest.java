package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.LiveHeap;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.collectors.jdbc.JdbcConnections;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolMetersTest {

    private static final long MOST_BYTES = 2_000_000;

    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections =
            new JdbcConnections(meters, signals, Clock.SYSTEM, (target, reason, error, occurrence, since) -> {});
    private final Pools pools =
            new Pools(new PoolStub.Views(true), connections, meters, signals, Clock.SYSTEM, signals);

    /** The names and types of Micrometer 1.16 (HikariCP, label {@code pool}) and Spring Boot 3 (label {@code name}). */
    @Test
    void namesTypesAndLabelsAreThoseThatDashboardsKnow() {
        assertThat(meters.families())
                .filteredOn(family ->
                        family.name().startsWith("hikaricp_") || family.name().startsWith("jdbc_"))
                .extracting(family -> family.name() + ' ' + family.type().word() + ' ' + family.labelNames())
                .containsExactlyInAnyOrder(
                        "hikaricp_connections gauge [pool]",
                        "hikaricp_connections_acquire_seconds histogram [pool]",
                        "hikaricp_connections_active gauge [pool]",
                        "hikaricp_connections_creation_seconds histogram [pool]",
                        "hikaricp_connections_idle gauge [pool]",
                        "hikaricp_connections_max gauge [pool]",
                        "hikaricp_connections_min gauge [pool]",
                        "hikaricp_connections_pending gauge [pool]",
                        "hikaricp_connections_timeout_total counter [pool]",
                        "hikaricp_connections_usage_seconds histogram [pool]",
                        "jdbc_connections_active gauge [name]",
                        "jdbc_connections_idle gauge [name]",
                        "jdbc_connections_max gauge [name]",
                        "jdbc_connections_min gauge [name]");
    }

    @Test
    void tenThousandPoolsTakeBoundedRoomOnThePageAndInTheBox() {
        List<Object> alive = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Object pool = new Object();
            Object entry = new Object();
            alive.add(pool);
            alive.add(entry);
            pools.opened(pool, new Object());
            pools.acquired(entry, pool, null, 0);
            pools.released(entry, 0);
        }
        pools.tick();

        assertThat(signals.of(SignalKind.POOL_OPENED)).as("of %s", alive.size()).hasSize(200);
        assertThat(signals.kinds()).hasSizeLessThan(1_000);
        assertThat(meters.families()).allSatisfy(PoolMetersTest::isBounded);
    }

    @Test
    void tenThousandPoolsTakeBoundedMemory() {
        List<Object> theirs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            theirs.add(new Object());
        }
        long before = LiveHeap.bytes();
        for (int i = 0; i < theirs.size(); i += 2) {
            pools.opened(theirs.get(i), this);
            pools.acquired(theirs.get(i + 1), theirs.get(i), null, 0);
            pools.released(theirs.get(i + 1), 0);
        }
        pools.tick();

        assertThat(LiveHeap.bytes() - before)
                .as("ours, of %s", theirs.size() / 2)
                .isLessThan(MOST_BYTES);
    }

    private static void isBounded(MeterFamily<?> family) {
        assertThat(family.series()).as(family.name()).hasSizeLessThanOrEqualTo(MeterFamily.MAX_SERIES + 1);
    }
}
