package dev.firstfault.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTableTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    private final Meters meters = new Meters();

    @Test
    void eachFamilyIsOneLine() {
        meters.counter("b_total", "Refusals | all.", "target", "reason");
        meters.gauge("a_bytes", "Level.");
        assertThat(MetricsTable.of(meters)).isEqualTo("""
                        | name | type | labels | what |
                        |---|---|---|---|
                        | `a_bytes` | gauge |  | Level. |
                        | `b_total` | counter | `target`, `reason` | Refusals \\| all. |
                        """);
    }

    @Test
    void theTableReplacesTheOneBefore() {
        meters.gauge("a_bytes", "Level.");
        String once =
                MetricsTable.into("before\n<!-- families: generated -->\n<!-- families: end -->\nafter\n", meters);
        assertThat(once).startsWith("before\n").contains("`a_bytes`").endsWith("\nafter\n");
        assertThat(MetricsTable.into(once, meters)).isEqualTo(once);
        assertThatThrownBy(() -> MetricsTable.into("no place", meters)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The page has the families of other modules too, so this compares lines; {@code -Dfirstfault.docs.write=true} writes. */
    @Test
    void theDocumentationHasEveryFamilyOfThisModule() throws IOException {
        new FrameMeters(meters, new ProcessInfo(Map.of()), 0);
        new VerdictMeters(meters);
        new AgentMeters(meters, "any");
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("firstfault.docs.write")) {
            page = MetricsTable.into(page, meters);
            Files.writeString(PAGE, page);
        }
        assertThat(page.lines()).containsAll(MetricsTable.of(meters).lines().toList());
    }
}
