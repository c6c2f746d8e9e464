package dev.firstfault.it.incidents;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** The same last symptom, different causes: both sides are told apart or left open. */
@Isolated // Several services at a time are load enough.
final class LookAlikesIT {

    @TestFactory
    Stream<DynamicContainer> bothSidesAreToldApartOrLeftOpen() {
        List<Incident> all = Catalog.oneOfEach();
        IncidentRun.begin(LookAlikes.PAIRS.stream()
                .flatMap(pair -> LookAlikes.of(pair, all).stream())
                .distinct()
                .toList());
        return LookAlikes.PAIRS.stream()
                .map(pair -> DynamicContainer.dynamicContainer(
                        pair.toString(),
                        LookAlikes.of(pair, all).stream()
                                .map(side -> DynamicTest.dynamicTest(
                                        pair + " / " + side.name(), () -> IncidentsIT.assertNamedOrLeftOpen(side)))));
    }
}
