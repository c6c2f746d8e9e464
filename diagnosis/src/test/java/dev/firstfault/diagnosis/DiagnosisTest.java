package dev.firstfault.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Timeline;
import org.junit.jupiter.api.Test;

/** Pairs that look alike from outside, and what tells them apart. */
class DiagnosisTest {

    @Test
    void refusalsThatEndAStartAreNamedInTheServersOwnWords() {
        Verdict verdict =
                Diagnosis.diagnose(Scene.jvm().refusedEvery(2.6, 10, 58).exits(1, 58.5));
        Fault fault = only(verdict, FaultKind.DB_CONNECTION_LIMIT, Confidence.HIGH);
        assertThat(fault.target()).isEqualTo(Scene.DB);
        assertThat(fault.summary())
                .startsWith("The database refused 1")
                .contains("\"Too many connections\" (08004/1040)")
                .contains("first 48 s before the end");
        assertThat(verdict.ending().kind()).isEqualTo(EndingKind.EXIT);
        assertThat(verdict.ending().exitCode()).isEqualTo(1);
        assertThat(verdict.consequences()).extracting(Consequence::kind).contains("retries", "process-exit");
        assertThat(verdict.ruledOut())
                .extracting(RuledOut::kind)
                .contains(FaultKind.OWN_CONNECTION_EXHAUSTION, FaultKind.DB_DOWN, FaultKind.HEAP_TOO_SMALL);
        assertThat(verdict.advice()).isNotEmpty().noneMatch(line -> line.contains("-Xmx"));
    }

    /** A metastore of five seconds, 50 of 256 MB in use, and a client that announces 97 MB twice: the second is not sampled any more. */
    @Test
    void aRequestForAThirdOfTheHeapSoonAfterTheStartIsSeenThoughTheNextOneKills() {
        Scene scene =
                Scene.jvm().heap(256).needs(50, 4.5).garbage(8).exitOnOom().keeps(97, 4.92);
        Verdict verdict = Diagnosis.diagnose(scene.killedAt(5.1));
        assertThat(verdict.ending().kind()).isEqualTo(EndingKind.OOM_EXIT);
        assertThat(requireNonNull(verdict.firstFault()).kind()).isEqualTo(FaultKind.LARGE_ALLOCATION);
    }

    @Test
    void anAttemptThatNeverGetsAnAnswerNamesTheServer() {
        Scene hangs = Scene.jvm();
        for (int seconds = 10; seconds <= 50; seconds += 10) {
            hangs.pending(3, seconds);
        }
        Fault fault = only(Diagnosis.diagnose(hangs.runsUntil(58)), FaultKind.DB_UNREACHABLE, Confidence.HIGH);
        assertThat(fault.summary()).startsWith("The database did not answer the one connection tried");

        only(Diagnosis.diagnose(Scene.jvm().pending(3, 10).runsUntil(18)), FaultKind.DB_UNREACHABLE, Confidence.MEDIUM);
    }

    @Test
    void anAttemptThatWasAnsweredLateIsNoFault() {
        Scene late = Scene.jvm().pending(3, 10).pending(3, 20).connects(27, 24);
        assertThat(Diagnosis.diagnose(late.runsUntil(60)).firstFault()).isNull();
    }

    /** As recorded: beats of 20 ms and of 100 ms, both from the start, which samples every 50 ms make look like one. */
    @Test
    void aLeakThatKeepsTimeWithRefusalsByChanceIsNotMadeTheirFault() {
        for (double apart = 0.4; apart < 0.5; apart += 0.01) {
            Scene scene = Scene.jvm().heap(62).exitOnOom().needs(4.6, 0.4).garbage(6.4);
            for (double t = 0.05; t < 12; t += 0.02) {
                scene.keeps(0.128, t);
            }
            for (double t = apart; t < 12; t += 0.1) {
                scene.refused(t);
            }
            Fault fault =
                    requireNonNull(Diagnosis.diagnose(scene.diesOfHeap(12)).firstFault());
            assertThat(fault.kind()).as("%.2f s", apart).isIn(FaultKind.HEAP_LEAK, FaultKind.UNKNOWN);
        }
    }

    @Test
    void poolsThatFillToTheirSizeAreNotTheHogAndPoolsMadeAnewAre() {
        Scene two = Scene.jvm().pool("HikariPool-1", 10, 2).pool("HikariPool-2", 10, 4);
        for (int i = 0; i < 15; i++) {
            two.connects(2 + i * 0.3, 0.02);
        }
        two.refusedEvery(2, 6.6, 60);
        only(Diagnosis.diagnose(two.runsUntil(60)), FaultKind.DB_CONNECTION_LIMIT, Confidence.HIGH);

        Scene eight = Scene.jvm();
        for (int i = 0; i < 8; i++) {
            eight.pool("HikariPool-" + (i + 1), 2, 2 + i)
                    .connects(2.1 + i, 0.02)
                    .connects(2.2 + i, 0.02);
        }
        eight.refusedEvery(1, 10, 60);
        only(Diagnosis.diagnose(eight.runsUntil(60)), FaultKind.OWN_CONNECTION_EXHAUSTION, Confidence.HIGH);
    }

    @Test
    void aPoolThatIsNotHookedAndFillsAtOnceIsNeverHighForEither() {
        Scene scene = Scene.jvm();
        for (int i = 0; i < 12; i++) {
            scene.connects(3 + i * 0.03, 0.03);
        }
        Fault fault = requireNonNull(
                Diagnosis.diagnose(scene.refusedEvery(1, 3.5, 40).runsUntil(40)).firstFault());
        assertThat(fault.confidence()).isNotEqualTo(Confidence.HIGH);
    }

    @Test
    void aRefusalIsSeenWithinFiveSeconds() {
        Scene scene = Scene.jvm().pool("HikariPool-1", 10, 2).connects(2.1, 0.02);
        for (double t : new double[] {3, 3.25, 3.62, 4.2, 5, 6.3}) {
            scene.refused(t);
        }
        only(Diagnosis.diagnose(scene.runsUntil(7)), FaultKind.DB_CONNECTION_LIMIT, Confidence.HIGH);
    }

    @Test
    void aDatabaseThatStartsTwoSecondsLateIsNeverAHighFault() {
        for (double now = 2; now < 30; now += 0.25) {
            Scene scene = Scene.jvm().failsEvery(0.3, 2, Math.min(4, now), 0.002, ConnectFailure.DOWN, "refused");
            if (now > 4.4) {
                scene.connects(4.4, 0.02);
            }
            Fault fault = Diagnosis.diagnose(scene.runsUntil(now)).firstFault();
            assertThat(fault == null || fault.confidence() != Confidence.HIGH).isTrue();
            if (now > 4.4) {
                assertThat(fault).isNull();
            }
        }
    }

    @Test
    void theFirstReasonThatLastsIsTheFaultAndNotALaterOne() {
        Scene scene = Scene.jvm()
                .failsEvery(1, 3, 40, 0.01, ConnectFailure.DNS, "db: Name or service not known")
                .failsEvery(1, 41, 60, 0.003, ConnectFailure.DOWN, "Connection refused");
        Fault fault = requireNonNull(Diagnosis.diagnose(scene.exits(1, 61)).firstFault());
        assertThat(fault.kind()).isEqualTo(FaultKind.DNS_FAILURE);
        assertThat(fault.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void retriesThatLeakMakeTheHeapAConsequenceAndALeakBesideThemDoesNot() {
        Verdict linked = Diagnosis.diagnose(Scene.jvm()
                .heap(128)
                .exitOnOom()
                .garbage(0.5)
                .refusedAndKeeps(4, 1.5, 5, 100)
                .diesOfHeap(100));
        only(linked, FaultKind.DB_CONNECTION_LIMIT, Confidence.HIGH);
        assertThat(linked.ending().kind()).isEqualTo(EndingKind.OOM_EXIT);
        assertThat(linked.consequences()).extracting(Consequence::kind).contains("heap-growth", "out-of-memory");
        assertThat(linked.advice()).noneMatch(line -> line.contains("-Xmx"));

        Verdict apart = Diagnosis.diagnose(Scene.jvm()
                .heap(128)
                .exitOnOom()
                .garbage(3)
                .leaks(1.5, 1, 1000)
                .refusedEvery(1.5, 30, 200)
                .diesOfHeap(200));
        Fault leak = only(apart, FaultKind.HEAP_LEAK, Confidence.HIGH);
        assertThat(leak.summary()).contains("no link is claimed");
        assertThat(apart.timeline())
                .anyMatch(m -> m.role() == MomentRole.CONTEXT && m.what().contains("failed"));
        assertThat(apart.consequences()).extracting(Consequence::kind).doesNotContain("retries");
    }

    @Test
    void garbageThatAFullCollectionFreesIsNoLeak() {
        // The garbage of a retry loop is promoted and looks like growth until the whole heap is collected.
        Scene scene = Scene.jvm().heap(64).needs(15, 2).garbage(20).refusedEvery(1, 5, 118);
        only(Diagnosis.diagnose(scene.exits(1, 119)), FaultKind.DB_CONNECTION_LIMIT, Confidence.HIGH);
    }

    @Test
    void aHeapThatStaysFullFromTheStartIsTooSmallAndOneThatFillsSlowlyLeaks() {
        Timeline small = Scene.jvm()
                .heap(64)
                .needs(60, 3)
                .garbage(2)
                .exitOnOom()
                .keeps(8, 30)
                .diesOfHeap(40);
        only(Diagnosis.diagnose(small), FaultKind.HEAP_TOO_SMALL, Confidence.HIGH);
        Timeline leak = Scene.jvm()
                .heap(64)
                .needs(10, 1)
                .garbage(4)
                .exitOnOom()
                .leaks(1, 5, 1e6)
                .diesOfHeap(200);
        only(Diagnosis.diagnose(leak), FaultKind.HEAP_LEAK, Confidence.HIGH);
    }

    @Test
    void threeHugeRequestsAreNoLeak() {
        Timeline timeline = Scene.jvm()
                .heap(256)
                .needs(40, 2)
                .exitOnOom()
                .keeps(95, 30)
                .keeps(95, 30.2)
                .keeps(95, 30.4)
                .diesOfHeap(40);
        only(Diagnosis.diagnose(timeline), FaultKind.LARGE_ALLOCATION, Confidence.HIGH);
    }

    @Test
    void aHeapThatOneRequestFilledAndThatStayedFullWasNotTooSmallFromTheStart() {
        Timeline timeline = Scene.jvm()
                .heap(96)
                .needs(6, 1)
                .garbage(20)
                .exitOnOom()
                .keeps(85, 10)
                .leaks(0.02, 10.1, 1e6)
                .diesOfHeap(400);
        Verdict verdict = Diagnosis.diagnose(timeline);
        assertThat(verdict.hypotheses().get(0).kind()).isEqualTo(FaultKind.LARGE_ALLOCATION);
        assertThat(requireNonNull(verdict.firstFault()).kind()).isNotEqualTo(FaultKind.HEAP_TOO_SMALL);
        assertThat(timeline.endNanos()).isGreaterThan(30_000_000_000L);
    }

    @Test
    void timeoutsOfAProcessThatCollectsAllTheTimeAreNotTheDatabasesFault() {
        Scene scene = Scene.jvm()
                .heap(64)
                .needs(10, 1)
                .garbage(4)
                .exitOnOom()
                .leaks(0.4, 5, 1e6)
                .failsEvery(3, 125, 140, 3, ConnectFailure.UNREACHABLE, "timed out");
        Fault fault = requireNonNull(Diagnosis.diagnose(scene.diesOfHeap(200)).firstFault());
        assertThat(fault.kind()).isIn(FaultKind.HEAP_LEAK, FaultKind.UNKNOWN);
    }

    @Test
    void aHealthyProcessThatIsKilledHasNoFirstFault() {
        Timeline timeline = Scene.jvm().exitOnOom().garbage(40).killedAt(100);
        Verdict alone = Diagnosis.diagnose(timeline);
        assertThat(alone.firstFault()).isNull();
        assertThat(alone.ending().kind()).isEqualTo(EndingKind.KILLED);
        assertThat(alone.ending().certain()).isFalse();
        assertThat(Diagnosis.diagnose(timeline, Witness.NONE.withExitCode(137))
                        .ending()
                        .certain())
                .isTrue();
    }

    @Test
    void anExitThatNothingExplainsIsLeftOpen() {
        Verdict verdict = Diagnosis.diagnose(Scene.jvm().exits(2, 20));
        only(verdict, FaultKind.UNKNOWN, Confidence.NONE);
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void anAbstentionNamesTwoHypothesesAndWhatWouldSeparateThem() {
        // Retries so thick that no sample lies between them, begun while the process still started.
        Verdict verdict = Diagnosis.diagnose(Scene.jvm()
                .heap(64)
                .needs(8, 0.5)
                .exitOnOom()
                .leaks(20, 0.3, 100)
                .refusedEvery(0.04, 0.35, 20)
                .diesOfHeap(20));
        Fault fault = requireNonNull(verdict.firstFault());
        assertThat(fault.confidence()).isNotEqualTo(Confidence.HIGH);
        assertThat(verdict.hypotheses()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void theStoryHasAtMostSixLinesInOrderOfTime() {
        for (Incidents incident : Incidents.values()) {
            Verdict verdict = Diagnosis.diagnose(incident.timeline(3), incident.witness(3));
            assertThat(verdict.timeline()).hasSizeBetween(1, Verdict.MAX_MOMENTS);
            assertThat(verdict.timeline()).extracting(Moment::atNanos).isSorted();
        }
    }

    private static Fault only(Verdict verdict, FaultKind kind, Confidence confidence) {
        Fault fault = requireNonNull(verdict.firstFault());
        assertThat(fault.kind()).as(fault.toString()).isEqualTo(kind);
        assertThat(fault.confidence()).as(fault + " " + verdict.missing()).isEqualTo(confidence);
        return fault;
    }
}
