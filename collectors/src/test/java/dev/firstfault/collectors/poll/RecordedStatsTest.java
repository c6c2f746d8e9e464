package dev.firstfault.collectors.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real servers answered. */
class RecordedStatsTest {

    static JsonValue recorded(String name) throws IOException {
        try (InputStream in = requireNonNull(RecordedStatsTest.class.getResourceAsStream("/poll/" + name + ".json"))) {
            return JsonValue.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static NodeReading.Pool pool(NodeReading node, String name) {
        return requireNonNull(node.pools.get(name));
    }

    @ParameterizedTest
    @CsvSource({
        "es2-nodes_stats_thread_pool, es2, bulk, 2873",
        "es5-nodes_stats_thread_pool, es5, bulk, 2716",
        "es7-nodes_stats_thread_pool, es7, write, 7437",
        "es8-nodes_stats_thread_pool, es8, write, 302",
        "os3-nodes_stats_thread_pool, os3, write, 1279"
    })
    void theStatisticsOfANodeNameItsPools(String file, String name, String pool, long rejected) throws IOException {
        List<NodeReading> nodes = NodeReading.ofStats(recorded(file));
        assertThat(nodes).singleElement().satisfies(node -> {
            assertThat(node.name).isEqualTo(name);
            assertThat(node.id).hasSize(22);
            assertThat(pool(node, pool).rejected).isEqualTo(rejected);
            assertThat(pool(node, pool).threads).isEqualTo(1);
            assertThat(pool(node, pool).active).isZero();
            assertThat(pool(node, pool).queue).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "es2-cat_thread_pool, 127.0.0.1, bulk, 2873",
        "es5-cat_thread_pool, es5, bulk, 2716",
        "es7-cat_thread_pool, es7, write, 7437",
        "os3-cat_thread_pool, os3, write, 1279"
    })
    void theTableSaysTheSame(String file, String name, String pool, long rejected) throws IOException {
        assertThat(NodeReading.ofCat(recorded(file))).singleElement().satisfies(node -> {
            assertThat(node.name).isEqualTo(name);
            assertThat(node.uptimeMillis).isEqualTo(NodeReading.UNKNOWN);
            assertThat(pool(node, pool).rejected).isEqualTo(rejected);
            assertThat(pool(node, pool).queue).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"es7-ipressure-nodes_stats, ip7b, 88, 123", "es8-ipressure-nodes_stats, ip8b, 70, 71"})
    void thePressureOfWritesIsTold(String file, String name, long coordinating, long primary) throws IOException {
        assertThat(NodeReading.ofStats(recorded(file)))
                .filteredOn(node -> node.name.equals(name))
                .singleElement()
                .satisfies(node -> assertThat(node.pressure).singleElement().satisfies(pressure -> {
                    assertThat(pressure.bytes).isZero();
                    assertThat(pressure.limit).isEqualTo(4096);
                    assertThat(pressure.reached).containsEntry("coordinating", coordinating);
                    assertThat(pressure.reached).containsEntry("primary", primary);
                    assertThat(pressure.reached).containsEntry("replica", 0L);
                }));
    }

    @Test
    void theBreakersAreTold() throws IOException {
        assertThat(NodeReading.ofStats(recorded("es2-nodes_stats_breaker")))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.breakers).containsOnlyKeys("request", "fielddata", "in_flight_requests", "parent");
                    assertThat(requireNonNull(node.breakers.get("parent")).limit)
                            .isEqualTo(363606835);
                    assertThat(requireNonNull(node.breakers.get("parent")).reached)
                            .containsEntry("parent", 0L);
                });
    }

    @Test
    void capacitiesAreNumbersOrTexts() {
        assertThat(NodeReading.capacitiesOf(
                        JsonValue.parse("{\"nodes\":{\"a\":{\"thread_pool\":{\"bulk\":{\"queue_size\":\"50\"},"
                                + "\"write\":{\"queue_size\":200},\"generic\":{\"queue_size\":-1},\"flush\":{}}}}}")))
                .containsOnlyKeys("a")
                .satisfies(nodes -> assertThat(nodes.get("a"))
                        .containsOnlyKeys("bulk", "write")
                        .containsEntry("bulk", 50L));
    }
}
