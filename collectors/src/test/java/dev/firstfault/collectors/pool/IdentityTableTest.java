package dev.firstfault.collectors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTableTest {

    private final IdentityTable<EntryState> table = new IdentityTable<>();
    private final PoolState pool =
            new PoolState("p", new PoolStub(new Object(), false), new PoolMeters(new Meters()), new RecordedSignals());

    @Test
    void everyEntryIsFoundHoweverManyThereAre() {
        List<Object> entries = new ArrayList<>();
        List<EntryState> states = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Object entry = new Object();
            entries.add(entry);
            states.add(add(entry));
        }

        for (int i = 0; i < entries.size(); i++) {
            assertThat(table.find(entries.get(i))).isSameAs(states.get(i));
        }
        assertThat(table.find(new Object())).isNull();
    }

    @Test
    void addedTwiceIsOneEntry() {
        Object entry = new Object();

        assertThat(add(entry)).isSameAs(add(entry));
    }

    @Test
    void discardedEntriesGoAndTheOthersStay() {
        List<Object> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(new Object());
            EntryState state = add(entries.get(i));
            if (i % 2 == 0) {
                state.discard();
            }
        }
        table.forEach(entry -> entry.fold(0));

        for (int i = 0; i < entries.size(); i++) {
            assertThat(table.find(entries.get(i)) == null).isEqualTo(i % 2 == 0);
        }
    }

    private EntryState add(Object entry) {
        return table.add(entry, new EntryState(entry, pool, null));
    }
}
