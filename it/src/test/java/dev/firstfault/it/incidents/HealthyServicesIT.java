package dev.firstfault.it.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Nothing goes wrong, in eight ways that some fault also shows; and nothing may be said to. */
@Isolated // Several services at a time are load enough.
final class HealthyServicesIT {

    @TestFactory
    Stream<DynamicTest> nothingWentWrong() {
        List<Incident> services =
                Catalog.oneOfEach().stream().filter(Incident::isHealthy).toList();
        IncidentRun.begin(services);
        return services.stream()
                .map(service -> DynamicTest.dynamicTest(service.name(), () -> {
                    Verdict verdict = IncidentRun.verdict(service, first -> first.worth() == Verdict.Worth.RIGHT_HIGH);
                    assertThat(verdict.worth()).as(verdict.toString()).isEqualTo(Verdict.Worth.RIGHT_HIGH);
                }));
    }
}
