package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTableTest {

    private final EntryTable table = new EntryTable();
    private final PoolState pool;

    EntryTableTest() throws ReflectiveOperationException {
        RecordedSignals signals = new RecordedSignals();
        pool = new PoolState(
                "p", new HikariView(new FakePool(), new FakeConfig()), new PoolMeters(new Meters()), signals);
    }

    @Test
    void everyEntryIsFoundHoweverManyThereAre() {
        List<Object> entries = new ArrayList<>();
        List<EntryState> states = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Object entry = new Object();
            entries.add(entry);
            states.add(table.add(entry, pool));
        }

        for (int i = 0; i < entries.size(); i++) {
            assertThat(table.find(entries.get(i))).isSameAs(states.get(i));
        }
        assertThat(table.find(new Object())).isNull();
    }

    @Test
    void addedTwiceIsOneEntry() {
        Object entry = new Object();

        assertThat(table.add(entry, pool)).isSameAs(table.add(entry, pool));
    }

    @Test
    void discardedEntriesGoAndTheOthersStay() {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(new Object());
            EntryState state = table.add(entries.get(i), pool);
            if (i % 2 == 0) {
                state.discard();
            }
        }
        table.fold(0);

        for (int i = 0; i < entries.size(); i++) {
            assertThat(table.find(entries.get(i)) == null).isEqualTo(i % 2 == 0);
        }
    }

    /** What the view looks for in a pool. */
    public static final class FakePool {
        public int getActiveConnections() {
            return 0;
        }

        public int getIdleConnections() {
            return 0;
        }

        public int getTotalConnections() {
            return 0;
        }

        public int getThreadsAwaitingConnection() {
            return 0;
        }
    }

    /** What the view looks for in a configuration. */
    public static final class FakeConfig {
        public int getMaximumPoolSize() {
            return 0;
        }

        public int getMinimumIdle() {
            return 0;
        }
    }
}
