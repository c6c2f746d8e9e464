package dev.firstfault.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverheadPageTest {
    @TempDir
    Path directory;

    @Test
    void thePageSaysWhatTheResultsSay() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "overhead.md"));
        assertThat(page).isEqualTo(OverheadPage.render(new Results(Path.of("bench", "results"))));
    }

    @Test
    void theDifferenceThatFlattersLessIsShownAndADisputedBudgetIsUnclear() throws IOException {
        // Minima: 0.10 and 0.20, within. Medians: 0.11 and 0.27, over.
        write("hello-17", List.of(0.10, 0.11, 0.30), List.of(0.20, 0.27, 0.30));
        String page = OverheadPage.render(new Results(directory));
        assertThat(page).contains("| hello world, CPU | +0.160 s |  | ≤ +0.15 s | unclear |");
    }

    @Test
    void aLineOverItsBudgetByBothDifferencesSaysSo() throws IOException {
        write("hello-17", List.of(0.10, 0.11, 0.30), List.of(0.26, 0.28, 0.30));
        String page = OverheadPage.render(new Results(directory));
        assertThat(page).contains("| hello world, CPU | +0.170 s |  | ≤ +0.15 s | **over** |");
    }

    @Test
    void aBenchmarkThatScattersBeyondItsBudgetIsUnclear() throws IOException {
        Surroundings here = new Surroundings("2026-01-02T03:04:00Z", "A CPU", 2, 0.5, "17.0.1", "abc", 4_200_000, "");
        Results results = new Results(directory);
        results.write(
                "micro",
                new Results.Micros(
                        here,
                        List.of(
                                new Results.Micro("hikariCheckout", "BARE", List.of(190.0, 200.0, 210.0), 64),
                                new Results.Micro("hikariCheckout", "FIRSTFAULT", List.of(210.0, 240.0, 270.0), 64))));
        assertThat(OverheadPage.render(results))
                .contains("| +40.0 ± 576.9 ns, 0 B |  | ≤ +60 ns, 0 B | unclear |")
                .contains("| HikariCP 4.0 | nothing | 200.0 ± 182.4 |  |  | 64 |  |")
                .contains("| | **firstfault** | 240.0 ± 547.3 | +40.0 ± 576.9 | 1.20 | 64 | 0 |");
    }

    @Test
    void aLineWithinItsBudgetSaysSo() throws IOException {
        write("hello-17", List.of(0.10, 0.11, 0.30), List.of(0.20, 0.21, 0.30));
        String page = OverheadPage.render(new Results(directory));
        assertThat(page).contains("| hello world, CPU | +0.100 s |  | ≤ +0.15 s | within |");
    }

    @Test
    void aBusyMachineIsNamed() throws IOException {
        write("hello-17", List.of(0.10), List.of(0.20));
        assertThat(OverheadPage.render(new Results(directory))).doesNotContain("busy");
        write("hello-17", List.of(0.10), List.of(0.20), 9.1);
        assertThat(OverheadPage.render(new Results(directory)))
                .contains("**The machine was busy** (load average up to 9,");
    }

    private void write(String name, List<Double> bare, List<Double> ours) throws IOException {
        write(name, bare, ours, 0.5);
    }

    private void write(String name, List<Double> bare, List<Double> ours, double load) throws IOException {
        Surroundings here = new Surroundings("2026-01-02T03:04:00Z", "A CPU", 2, load, "17.0.1", "abc", 4_200_000, "");
        List<Run> runs = new ArrayList<>();
        for (Attachment attachment : Attachment.values()) {
            for (double cpuSeconds : attachment == Attachment.FIRSTFAULT ? ours : bare) {
                runs.add(new Run(attachment.name(), cpuSeconds, 1, 40_960, 12, 0));
            }
        }
        new Results(directory).write(name, new Results.Overhead("hello", here, runs, Map.of("BARE", 450)));
    }
}
