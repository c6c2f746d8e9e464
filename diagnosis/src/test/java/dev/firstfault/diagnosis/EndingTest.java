package dev.firstfault.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.CrashReport;
import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Testimony;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Timeline;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final double MB = 1 << 20;

    private static final String SEGV = """
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGSEGV (0xb) at pc=0x00007f11, pid=7, tid=8
            #
            # Problematic frame:
            # V  [libjvm.so+0xe84b32]  Unsafe_PutLong+0x62
            #
            """;

    @Test
    void statusThreeByExitAndByOutOfMemoryAreToldApartByTheMarker() {
        assertThat(ending(Scene.jvm().exitOnOom().exits(3, 20), 3).kind()).isEqualTo(EndingKind.EXIT);
        Timeline leak = Scene.jvm().exitOnOom().heap(64).leaks(2, 3, 1e6).diesOfHeap(100);
        assertThat(ending(leak, 3).kind()).isEqualTo(EndingKind.OOM_EXIT);
        assertThat(ending(leak, 3).certain()).isTrue();
        assertThat(Diagnosis.diagnose(leak).ending().certain()).isFalse();
    }

    @Test
    void aFullHeapIsNoOutOfMemoryExitWhereTheFlagIsOff() {
        Timeline timeline = Scene.jvm().heap(64).leaks(2, 3, 1e6).diesOfHeap(100);
        assertThat(Diagnosis.diagnose(timeline).ending().kind()).isEqualTo(EndingKind.KILLED);
    }

    @Test
    void aCrashOnOutOfMemoryIsNoNativeCrash() {
        Timeline leak = Scene.jvm().crashOnOom().heap(64).leaks(2, 3, 1e6).diesOfHeap(100);
        assertThat(ending(leak, 134).kind()).isEqualTo(EndingKind.OOM_CRASH);
        assertThat(Diagnosis.diagnose(leak).ending().kind()).isEqualTo(EndingKind.OOM_CRASH);
        Timeline crash = Scene.jvm().killedAt(30);
        assertThat(Diagnosis.diagnose(crash, Witness.NONE.withCrashReport(CrashReport.of("hs_err_pid7.log", "", SEGV)))
                        .ending()
                        .kind())
                .isEqualTo(EndingKind.NATIVE_CRASH);
    }

    @Test
    void aCrashReportNamesWhatCrashed() {
        CrashReport report = CrashReport.of("hs_err_pid7.log", "hs_err_pid7.jfr", SEGV);
        Ending crash = Diagnosis.diagnose(Scene.jvm().crashOnOom().killedAt(30), Witness.NONE.withCrashReport(report))
                .ending();
        assertThat(crash.kind()).isEqualTo(EndingKind.NATIVE_CRASH);
        assertThat(crash.summary())
                .isEqualTo("The JVM crashed in native code: SIGSEGV (0xb) at pc=0x00007f11 in"
                        + " V  [libjvm.so+0xe84b32]  Unsafe_PutLong+0x62 (hs_err_pid7.log, and a recording of its last"
                        + " events in hs_err_pid7.jfr).");
    }

    @Test
    void aCrashReportOfAnOutOfMemoryErrorIsNoNativeCrash() {
        CrashReport report = CrashReport.of("hs_err_pid7.log", "", """
                #
                #  Internal Error (debug.cpp:362), pid=7, tid=8
                #  fatal error: OutOfMemory encountered: Java heap space
                #
                """);
        Ending ending = Diagnosis.diagnose(Scene.jvm().crashOnOom().killedAt(30), Witness.NONE.withCrashReport(report))
                .ending();
        assertThat(ending.kind()).isEqualTo(EndingKind.OOM_CRASH);
        assertThat(ending.certain()).isTrue();
    }

    @Test
    void aMarkInTheBoxOutweighsALog() {
        Witness log = Witness.NONE.withTestimony(
                Testimony.of("Terminating due to java.lang.OutOfMemoryError: Java heap space", 7));
        assertThat(Diagnosis.diagnose(Scene.jvm().exits(3, 20), log).ending().kind())
                .isEqualTo(EndingKind.EXIT);
    }

    @Test
    void whoAskedForAStopIsToldWithIt() {
        Witness kubelet =
                Witness.NONE.withTestimony(Testimony.of("Container app failed liveness probe, will be restarted", 7));
        Ending ending =
                Diagnosis.diagnose(Scene.jvm().terminatedAt(20), kubelet).ending();
        assertThat(ending.kind()).isEqualTo(EndingKind.TERMINATED);
        assertThat(ending.summary()).endsWith("A log says: Container app failed liveness probe, will be restarted");
    }

    @Test
    void theJvmsLastLineIsProof() {
        Timeline timeline = Scene.jvm().killedAt(30);
        Witness witness = Witness.NONE.withTestimony(Testimony.of(
                "Terminating due to java.lang.OutOfMemoryError: Requested array size exceeds VM limit", 7));
        assertThat(Diagnosis.diagnose(timeline, witness).ending().kind()).isEqualTo(EndingKind.OOM_EXIT);
        assertThat(Diagnosis.diagnose(timeline, witness).ending().certain()).isTrue();
    }

    @Test
    void anotherBootIdMeansThatTheHostWentDown() {
        Timeline timeline = Scene.jvm().killedAt(30);
        assertThat(Diagnosis.diagnose(timeline, Witness.NONE.withBootId("boot-2"))
                        .ending()
                        .kind())
                .isEqualTo(EndingKind.HOST_DOWN);
        assertThat(Diagnosis.diagnose(timeline, Witness.NONE.withBootId("boot-1"))
                        .ending()
                        .kind())
                .isEqualTo(EndingKind.KILLED);
    }

    @Test
    void markersNameTheOrderlyEndings() {
        assertThat(Diagnosis.diagnose(Scene.jvm().terminatedAt(20)).ending().kind())
                .isEqualTo(EndingKind.TERMINATED);
        assertThat(Diagnosis.diagnose(Scene.jvm().mainEnds(20)).ending().kind()).isEqualTo(EndingKind.CLEAN);
        assertThat(Diagnosis.diagnose(Scene.jvm().runsUntil(20)).ending().kind())
                .isEqualTo(EndingKind.RUNNING);
        Ending halt = Diagnosis.diagnose(Scene.jvm().halts(7, 20)).ending();
        assertThat(halt.kind()).isEqualTo(EndingKind.HALT);
        assertThat(halt.exitCode()).isEqualTo(7);
        Ending uncaught = Diagnosis.diagnose(Scene.jvm()
                        .uncaught(19.9, "java.lang.IllegalStateException", "no")
                        .mainEnds(20))
                .ending();
        assertThat(uncaught.kind()).isEqualTo(EndingKind.UNCAUGHT_EXCEPTION);
        assertThat(uncaught.exitCode()).isEqualTo(1);
    }

    @Test
    void aContainerAtItsLimitAndAKillMakeAContainerKill() {
        Timeline full = Scene.jvm().heap(64).container(200, 5, 10).killedAt(13);
        assertThat(ending(full, 137).kind()).isEqualTo(EndingKind.CONTAINER_OOM_KILLED);
        Timeline room = Scene.jvm().heap(64).container(2000, 5, 1).killedAt(13);
        assertThat(ending(room, 137).kind()).isEqualTo(EndingKind.KILLED);
    }

    @Test
    void aKillJustWhenAContainerWouldReachItsLimitIsOneForMemory() {
        assertThat(ending(crowdedContainer().killedAt(17.4), 137).kind()).isEqualTo(EndingKind.CONTAINER_OOM_KILLED);
        assertThat(ending(crowdedContainer().killedAt(16.5), 137).kind()).isEqualTo(EndingKind.KILLED);
        // Page cache fills a container too, and stays there.
        assertThat(ending(crowdedContainer().killedAt(30), 137).kind()).isEqualTo(EndingKind.KILLED);
    }

    @Test
    void aKillWhileAProcessFillsItsContainerIsMostLikelyOneForMemory() {
        Ending filling = ending(Scene.jvm().heap(64).container(200, 5, 10).killedAt(10.5), 137);
        assertThat(filling.kind()).isEqualTo(EndingKind.CONTAINER_OOM_KILLED);
        assertThat(filling.certain()).isFalse();
        assertThat(filling.summary()).contains("most likely");
    }

    /** 150 of 300 MB are in use, from 10 s on 20 MB more each second: 17.5 s. */
    private static Scene crowdedContainer() {
        return Scene.jvm()
                .heap(64)
                .level(FrameField.CGROUP_LIMIT, 300 * MB, 0, 0, 300 * MB)
                .level(FrameField.CGROUP_CURRENT, 150 * MB, 10, 20 * MB, 300 * MB);
    }

    private static Ending ending(Timeline timeline, int code) {
        return Diagnosis.diagnose(timeline, Witness.NONE.withExitCode(code)).ending();
    }
}
