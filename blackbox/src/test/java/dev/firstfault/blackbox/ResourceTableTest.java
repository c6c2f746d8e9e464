package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ResourceTableTest {

    private final ResourceTable table = new ResourceTable();

    @Test
    void theSharesOfAllKindsAreTheWholeRoom() {
        assertThat(Stream.of(ResourceKind.values())
                        .mapToInt(ResourceTable::share)
                        .sum())
                .isEqualTo(BoxFormat.RESOURCE_CAPACITY);
    }

    @Test
    void tenThousandPoolsLeaveRoomForTheirDatabase() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(table.idOf(new Resource(ResourceKind.POOL, "pool-" + i))).isPositive();
        }
        Resource database = new Resource(ResourceKind.JDBC_TARGET, "jdbc:mysql://db:3306/hive");
        assertThat(table.get(table.idOf(database))).isEqualTo(database);
    }

    @Test
    void whatHasNoRoomIsTheKindsOther() {
        int last = 0;
        for (int i = 0; i < 10_000; i++) {
            last = table.idOf(new Resource(ResourceKind.POOL, "pool-" + i));
        }
        assertThat(table.get(last)).isEqualTo(new Resource(ResourceKind.POOL, "other"));
        assertThat(table.get(table.idOf(new Resource(ResourceKind.POOL, "pool-3")))
                        .name())
                .isEqualTo("pool-3");
    }
}
