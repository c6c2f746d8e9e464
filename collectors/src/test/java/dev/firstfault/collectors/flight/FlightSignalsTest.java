package dev.firstfault.collectors.flight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlightSignalsTest {

    private final RecordedSignals sink = new RecordedSignals();
    private final FlightSignals signals = new FlightSignals(sink);

    @Test
    void troublesOfOneSecondAreToldOnce() {
        for (int i = 0; i < 100; i++) {
            signals.trouble("jdk.ZAllocationStall", 5_000_000, 4096, "worker-3", List.of("com.example.A.b(line 1)"));
        }
        assertThat(sink.of(SignalKind.COLLECTOR_TROUBLE)).singleElement().satisfies(trouble -> {
            assertThat(trouble.v1()).isEqualTo(4096);
            assertThat(trouble.error())
                    .isNotNull()
                    .extracting(ErrorDetail::type, ErrorDetail::thread)
                    .containsExactly("jdk.ZAllocationStall", "worker-*");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G1CollectFull",
                "G1PauseRemark",
                "GenCollectForAllocation",
                "ParallelGCFailedAllocation",
                "ParallelGCSystemGC",
                "SerialCollectForAllocation",
                "ParallelCollectForAllocation",
                "CollectForMetadataAllocation",
                "ZMarkStartYoung",
                "XMarkEnd",
                "ShenandoahInitMark"
            })
    void aCollectionIsNoStandstillOfItsOwn(String operation) {
        signals.operated(operation, 900_000_000, "main");
        assertThat(sink.kinds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HeapDumper", "GC_HeapInspection", "ThreadDump", "RedefineClasses", "FindDeadlocks"})
    void whatElseTheJvmDoesWhileAllStandStillIsToldWithItsCaller(String operation) {
        signals.operated(operation, 900_000_000, "http-7");
        assertThat(sink.of(SignalKind.STANDSTILL)).singleElement().satisfies(standstill -> {
            assertThat(standstill.durationNanos()).isEqualTo(900_000_000);
            assertThat(standstill.v1()).isZero();
            assertThat(standstill.error())
                    .isNotNull()
                    .extracting(ErrorDetail::message, ErrorDetail::thread)
                    .containsExactly(operation, "http-*");
        });
    }

    @ParameterizedTest
    @CsvSource({"1.8, false", "9, false", "11, false", "14, true", "17, true", "26, true", "'', false"})
    void streamsCameWith14(String specification, boolean there) {
        assertThat(FlightWitness.hasStreams(specification)).isEqualTo(there);
    }
}
