package dev.firstfault.it.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** One incident of each row of the catalogue that is no side of a {@link LookAlikesIT}; {@code it/matrix incidents} lets all happen. */
@Isolated // Several services at a time are load enough.
final class IncidentsIT {
    /** What is not always named or left open yet, and only must not be called something else for sure; docs/diagnosis.md shows them all. */
    private static final Set<String> NOT_YET = Set.of("A08", "C02", "C06", "E05");

    private static final Set<Verdict.Worth> RIGHT =
            EnumSet.of(Verdict.Worth.RIGHT_HIGH, Verdict.Worth.RIGHT_MEDIUM, Verdict.Worth.ABSTAINED);

    @TestFactory
    Stream<DynamicTest> theFirstFaultIsNamedOrLeftOpen() {
        Set<String> sides =
                LookAlikes.PAIRS.stream().flatMap(pair -> pair.sides().stream()).collect(Collectors.toSet());
        List<Incident> incidents = Catalog.oneOfEach().stream()
                .filter(incident -> !incident.isHealthy() && !sides.contains(incident.id()))
                .toList();
        IncidentRun.begin(incidents);
        return incidents.stream()
                .map(incident -> DynamicTest.dynamicTest(incident.name(), () -> assertNamedOrLeftOpen(incident)));
    }

    static void assertNamedOrLeftOpen(Incident incident) {
        Verdict verdict = IncidentRun.verdict(incident, IncidentsIT::fits);
        assertThat(verdict.worth()).as(verdict.toString()).isNotEqualTo(Verdict.Worth.WRONG_HIGH);
        assertThat(fits(verdict)).as(verdict.toString()).isTrue();
    }

    /** Whether it is right or left open, while it lasts and afterwards. */
    private static boolean fits(Verdict verdict) {
        return NOT_YET.contains(verdict.incident().id()) || (RIGHT.contains(verdict.worth()) && verdict.agrees());
    }
}
