package dev.firstfault.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.meter.Meters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictMetersTest {

    private final Meters meters = new Meters();
    private final VerdictMeters verdictMeters = new VerdictMeters(meters);

    @Test
    void theDiagnosisIsThereWhileItHolds() throws IOException {
        verdictMeters.update(verdict(null));
        assertThat(samples()).isEmpty();
        verdictMeters.update(verdict(fault(Confidence.MEDIUM)));
        verdictMeters.update(verdict(fault(Confidence.MEDIUM)));
        assertThat(samples()).isEqualTo("firstfault_diagnosis{kind=\"db-down\",target=\"t\",confidence=\"medium\"} 1");
        verdictMeters.update(verdict(fault(Confidence.HIGH)));
        assertThat(samples()).isEqualTo("firstfault_diagnosis{kind=\"db-down\",target=\"t\",confidence=\"high\"} 1");
        verdictMeters.update(verdict(null));
        assertThat(samples()).isEmpty();
    }

    @Test
    void aProcessThatIsStuckSaysSoAsLongAsItIs() throws IOException {
        verdictMeters.update(verdict(EndingKind.STUCK, null));
        assertThat(samples()).isEqualTo("firstfault_stuck 1");
        verdictMeters.update(verdict(EndingKind.RUNNING, null));
        assertThat(samples()).isEmpty();
    }

    @Test
    void theLastLifeIsShownWithOrWithoutAFault() throws IOException {
        verdictMeters.previousExit(verdict(fault(Confidence.HIGH)));
        assertThat(samples())
                .isEqualTo("firstfault_previous_exit_info{ending=\"oom-exit\",kind=\"db-down\",confidence=\"high\"} 1");
        Meters others = new Meters();
        new VerdictMeters(others).previousExit(verdict(null));
        assertThat(samples(others))
                .isEqualTo("firstfault_previous_exit_info{ending=\"oom-exit\",kind=\"none\",confidence=\"none\"} 1");
    }

    @Test
    void theAgentTellsItsVersionItsLossesAndItsBrokenParts() throws IOException {
        AgentMeters agentMeters = new AgentMeters(meters, "0.1.0");
        assertThat(samples())
                .isEqualTo("firstfault_build_info{version=\"0.1.0\"} 1\nfirstfault_signals_dropped_total 0");
        agentMeters.degraded("http", "no port");
        agentMeters.dropped(3);
        assertThat(samples()).contains("firstfault_degraded{part=\"http\"} 1", "firstfault_signals_dropped_total 3");
    }

    private static Fault fault(Confidence confidence) {
        return new Fault(FaultKind.DB_DOWN, "t", 0, confidence, "Nobody listens.");
    }

    private static Verdict verdict(@Nullable Fault fault) {
        return verdict(EndingKind.OOM_EXIT, fault);
    }

    private static Verdict verdict(EndingKind ending, @Nullable Fault fault) {
        return new Verdict(
                new Ending(ending, true, 0, null, "The heap was full."),
                fault,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private String samples() throws IOException {
        return samples(meters);
    }

    private static String samples(Meters meters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MetricsPage(meters).writeTo(out, Exposition.TEXT);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.equals("firstfault_stuck 0"))
                .collect(Collectors.joining("\n"));
    }
}
