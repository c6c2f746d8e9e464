package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A process that runs: whether it is stuck, or merely has nothing to do. */
class StandstillTest {

    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    @Test
    void aDeadlockAfterWhichNothingMovesIsStuck() {
        Verdict verdict = Diagnosis.diagnose(deadlockedAt(30).idleFrom(30).runsUntil(55));
        assertThat(verdict.ending().kind()).isEqualTo(EndingKind.STUCK);
        assertThat(verdict.ending().summary()).contains("2 threads wait for each other's locks");
        Fault fault = Objects.requireNonNull(verdict.firstFault());
        assertThat(fault.kind()).isEqualTo(FaultKind.DEADLOCK);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void aDeadlockBesideWhichOthersWorkIsNamedButTheProcessIsNotStuck() {
        Verdict verdict = Diagnosis.diagnose(deadlockedAt(30).runsUntil(55));
        assertThat(verdict.ending().kind()).isEqualTo(EndingKind.RUNNING);
        assertThat(Objects.requireNonNull(verdict.firstFault()).kind()).isEqualTo(FaultKind.DEADLOCK);
    }

    @Test
    void connectionsThatAreStillOpenedAreALifeSign() {
        Scene scene = deadlockedAt(30).idleFrom(30).connects(45, 0.01);
        assertThat(ending(scene, 55).kind()).isEqualTo(EndingKind.RUNNING);
    }

    @Test
    void aFreshDeadlockMayStillBeWaitedFor() {
        assertThat(ending(deadlockedAt(30).idleFrom(30), 40).kind()).isEqualTo(EndingKind.RUNNING);
    }

    @Test
    void aProcessWithNothingToDoIsNotStuck() {
        assertThat(ending(Scene.jvm().idleFrom(10), 200).kind()).isEqualTo(EndingKind.RUNNING);
    }

    @Test
    void aProcessWithoutItsMainThreadIsStuck() {
        Scene scene =
                Scene.jvm().uncaught(30, OUT_OF_MEMORY, "Direct buffer memory").idleFrom(30);
        Ending ending = ending(scene, 60);
        assertThat(ending.kind()).isEqualTo(EndingKind.STUCK);
        assertThat(ending.summary()).contains("its main thread died of an OutOfMemoryError (Direct buffer memory)");
    }

    @Test
    void aMainThreadThatEndedOtherwiseLeavesAServer() {
        Scene scene = Scene.jvm()
                .uncaught(30, "java.lang.IllegalStateException", "no")
                .idleFrom(30);
        assertThat(ending(scene, 60).kind()).isEqualTo(EndingKind.RUNNING);
    }

    private static Ending ending(Scene scene, double at) {
        return Diagnosis.diagnose(scene.runsUntil(at)).ending();
    }

    private static Scene deadlockedAt(double at) {
        Scene scene = Scene.jvm();
        for (double age : new double[] {0, 1, 2, 5, 10, 20}) {
            scene.record(
                    at + age,
                    SignalKind.DEADLOCK,
                    new Resource(ResourceKind.THREAD, "worker-#"),
                    age,
                    2,
                    0,
                    0,
                    1,
                    Workers.error(at + age, "deadlock", "a waits for Left held by b; b waits for Right held by a"));
        }
        return scene;
    }
}
