package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.graph.CausalGraph;
import dev.firstfault.diagnosis.graph.Edge;
import dev.firstfault.diagnosis.graph.NodeRole;
import dev.firstfault.diagnosis.rules.Rule;
import dev.firstfault.diagnosis.rules.RuleCatalog;
import dev.firstfault.diagnosis.verdict.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of docs/diagnosis.md say what the code does; {@code -Dfirstfault.docs.write=true} rewrites them. */
class DiagnosisDocsTest {

    private static final Path PAGE = Path.of("..", "docs", "diagnosis.md");

    @Test
    void thePageShowsEveryRuleAndEveryEdge() throws IOException {
        String page = Files.readString(PAGE);
        String fresh = with(with(page, "rules", rules()), "edges", edges());
        fresh = with(fresh, "incidents", IncidentTable.render());
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.writeString(PAGE, fresh);
            page = fresh;
        }
        assertThat(page).isEqualTo(fresh);
    }

    @Test
    void everyKindHasARule() {
        Set<FaultKind> kinds = EnumSet.of(FaultKind.UNKNOWN);
        for (Rule rule : RuleCatalog.rules()) {
            assertThat(rule.node().role()).isNotEqualTo(NodeRole.SYMPTOM);
            assertThat(kinds.add(rule.kind())).as(rule.kind().word()).isTrue();
        }
        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void everyEdgeSaysHowAndNoSymptomCausesWhatComesFromOutsideWithoutATest() {
        for (Edge edge : CausalGraph.edges()) {
            assertThat(edge.mechanism()).isNotBlank();
            assertThat(edge.maxLagNanos()).isPositive();
        }
    }

    private static String with(String page, String name, String table) {
        String open = "<!-- " + name + " -->\n";
        String close = "<!-- /" + name + " -->";
        int from = page.indexOf(open) + open.length();
        return page.substring(0, from) + table + page.substring(page.indexOf(close));
    }

    private static String rules() {
        StringBuilder out = new StringBuilder("| kind | looks for | high when |\n| --- | --- | --- |\n");
        for (Rule rule : RuleCatalog.rules()) {
            out.append("| `").append(rule.kind().word()).append("` | ").append(rule.looksFor());
            out.append(" | ").append(rule.highWhen()).append(" |\n");
        }
        return out.toString();
    }

    private static String edges() {
        StringBuilder out =
                new StringBuilder("| from | to | how | holds if | within |\n| --- | --- | --- | --- | --- |\n");
        for (Edge edge : CausalGraph.edges()) {
            out.append("| `")
                    .append(edge.from().word())
                    .append("` | `")
                    .append(edge.to().word());
            out.append("` | ")
                    .append(edge.mechanism())
                    .append(" | ")
                    .append(edge.test().words());
            out.append(" | ").append(edge.maxLagNanos() / 1_000_000_000L).append(" s |\n");
        }
        return out.toString();
    }
}
