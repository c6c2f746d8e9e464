package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Services that do nothing unusual, or something unusual that does no harm: nothing went wrong. */
class HealthyServiceTest {

    private static final int SEEDS = 12;

    @Test
    void aDoubleLoadThatIsAbsorbedIsNoFault() {
        nothingIsFound(w -> {
            double before = w.rate.at(0) / 2;
            w.rate = t -> t < 60 ? before : 2 * before;
        });
    }

    @Test
    void aSlowStartIsNoFault() {
        nothingIsFound(w -> {
            w.databaseSlow = t -> t < 20 ? 12 : 1;
            w.process = t -> t < 12 ? 4 : 1;
        });
    }

    @Test
    void aNightlyBatchIsNoFault() {
        nothingIsFound(w -> {
            w.batch = t -> t > 70 ? 0.003 : 0;
            w.batchStatements = 400;
        });
    }

    @Test
    void connectionsThatArePutAwayInTurnAreNoFault() {
        nothingIsFound(w -> {
            Resource ping = new Resource(ResourceKind.STATEMENT, "select ?");
            for (double t = 30; t < 120; t += 8) {
                w.scene.record(
                        t,
                        SignalKind.STATEMENT_FAILED,
                        w.scene.target(),
                        0.001,
                        StatementFailure.CONNECTION_LOST.id(),
                        0,
                        Signal.pack(w.scene.idOf(ping), 60_000),
                        1,
                        new ErrorDetail((long) (t * 1e9), "java.sql.SQLException", "gone", "08S01", 0, "pool", ""));
                w.scene.closes(t).connects(t + 0.01, 0.02);
            }
        });
    }

    @Test
    void manySmallPoolsAreNoFault() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Scene scene = Scene.jvm(random).heap(512);
            for (int i = 0; i < 8; i++) {
                Workload small = new Workload(
                                scene.with("jdbc:mysql://db:3306/tenant" + i), random, "HikariPool-" + i, 2)
                        .usual();
                small.rate = t -> 2;
                small.play(100);
            }
            assertThat(Diagnosis.diagnose(scene.runsUntil(100)).firstFault()).isNull();
        }
    }

    @Test
    void aServiceThatHasNothingToDoIsNoFault() {
        nothingIsFound(w -> w.rate = t -> 0.02);
    }

    @Test
    void aServiceThatWarmsUpIsNoFault() {
        nothingIsFound(w -> w.process = t -> 1 + 6 * Math.exp(-t / 8));
    }

    @Test
    void aServiceThatCollectsALotAndKeepsUpIsNoFault() {
        nothingIsFound(w -> w.scene.heap(256).needs(120, 3).garbage(300));
    }

    private static void nothingIsFound(Consumer<Workload> what) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            Workload service = new Workload(Scene.jvm(random).heap(512), random, "HikariPool-1", 5 + seed).usual();
            service.rate = t -> 0.3 * service.maximum / StatementIncidents.holdSeconds(service);
            what.accept(service);
            assertThat(Diagnosis.diagnose(service.play(120).runsUntil(120)).firstFault())
                    .as("seed %d", seed)
                    .isNull();
        }
    }
}
