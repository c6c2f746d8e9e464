package dev.firstfault.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import org.junit.jupiter.api.Test;

/** Limits beside the heap: each by what separates it from what looks like it. */
class OutsideHeapTest {

    private static final long MB = 1 << 20;

    @Test
    void oneClassInHundredsOfLoadersLeaksTheMetaspace() {
        Scene scene =
                filling(1500, 100).record(24, SignalKind.CLASS_NAMES, null, 0, 3500, 2000, 1990, 1, named("Handler"));

        Fault fault = fault(scene.killedAt(26), exit(3));

        assertThat(fault.kind()).isEqualTo(FaultKind.METASPACE_LEAK);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(fault.summary()).contains("1990 named Handler");
    }

    @Test
    void classesOfManyNamesInFewLoadersDoNotFit() {
        Scene scene = filling(500, 120).record(24, SignalKind.CLASS_NAMES, null, 0, 3500, 6, 12, 1, named("$Proxy*"));

        Fault fault = fault(scene.killedAt(26), exit(3));

        assertThat(fault.kind()).isEqualTo(FaultKind.METASPACE_TOO_SMALL);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void fullMetaspaceWhoseNamesNobodyLookedAtIsNotJudgedForSure() {
        Fault fault = fault(filling(1500, 100).killedAt(26), exit(3));

        assertThat(fault.confidence()).isNotEqualTo(Confidence.HIGH);
    }

    @Test
    void heapThatIsFullExplainsTheEndAndNotTheMetaspaceBesideIt() {
        Timeline timeline = pool(
                        Scene.jvm().heap(256).exitOnOom().leaks(4, 5, 999).fact("flag.MaxMetaspaceSize", "25165824"),
                        "Metaspace",
                        20,
                        24,
                        10)
                .diesOfHeap(120);

        assertThat(fault(timeline, exit(3)).kind()).isEqualTo(FaultKind.HEAP_LEAK);
    }

    @Test
    void directBufferThatIsRefusedIsNamedAndTheProcessLives() {
        Scene scene = Scene.jvm()
                .fact("flag.MaxDirectMemorySize", String.valueOf(32 * MB))
                .level(FrameField.DIRECT, MB, 10, 2 * MB, 32 * MB)
                .record(26, SignalKind.MEMORY_REFUSED, null, 0, 1, 0, 0, 1, refusal(26, "Direct buffer memory"));

        Fault fault = fault(scene.runsUntil(60), Witness.NONE);

        assertThat(fault.kind()).isEqualTo(FaultKind.DIRECT_MEMORY);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(fault.atNanos()).isBetween(9_000_000_000L, 13_000_000_000L);
    }

    @Test
    void directBufferThatWasRefusedLongAgoIsNoFaultOfToday() {
        Scene scene = Scene.jvm()
                .fact("flag.MaxDirectMemorySize", String.valueOf(32 * MB))
                .level(FrameField.DIRECT, MB, 10, 0, 32 * MB)
                .record(26, SignalKind.MEMORY_REFUSED, null, 0, 1, 0, 0, 1, refusal(26, "Direct buffer memory"));

        assertThat(Diagnosis.diagnose(scene.runsUntil(600)).firstFault()).isNull();
    }

    @Test
    void descriptorsThatAreAllOpenAreNamed() {
        Scene scene = Scene.jvm().fact("limit.files", "256").level(FrameField.OPEN_FILES, 30, 10, 8, 256);

        Fault fault = fault(scene.runsUntil(60), Witness.NONE);

        assertThat(fault.kind()).isEqualTo(FaultKind.FILE_DESCRIPTORS);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(fault.summary()).contains("256 files");
    }

    @Test
    void halfOfTheDescriptorsIsNothing() {
        Scene scene = Scene.jvm().fact("limit.files", "256").level(FrameField.OPEN_FILES, 30, 10, 8, 130);

        assertThat(Diagnosis.diagnose(scene.runsUntil(60)).firstFault()).isNull();
    }

    @Test
    void codeCacheIsFullWhereNothingIsCompiledAnyMore() {
        Scene scene = Scene.jvm();
        for (double at = 20; at <= 80; at += 30) {
            scene.record(at, SignalKind.MEMORY_POOL, pool("CodeCache"), 0, 47 * MB, 48 * MB, 9000, 1, null);
        }

        Fault fault = fault(scene.runsUntil(90), Witness.NONE);

        assertThat(fault.kind()).isEqualTo(FaultKind.CODE_CACHE_FULL);
        assertThat(fault.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void oneFullSegmentOfTheCodeCacheUsesTheOther() {
        Scene scene = Scene.jvm()
                .record(
                        20,
                        SignalKind.MEMORY_POOL,
                        pool("CodeHeap 'profiled nmethods'"),
                        0,
                        47 * MB,
                        48 * MB,
                        9000,
                        1,
                        null);

        assertThat(Diagnosis.diagnose(scene.runsUntil(90)).firstFault()).isNull();
    }

    @Test
    void hostWithoutMemoryThatSwapsThisProcessIsNamed() {
        Scene scene = Scene.jvm()
                .fact("host.memory.bytes", String.valueOf(8192 * MB))
                .level(FrameField.HOST_AVAILABLE, 300 * MB, 0, 0, 300 * MB)
                .level(FrameField.SWAPPED, 0, 18, 10 * MB, 200 * MB);

        assertThat(fault(scene.runsUntil(60), Witness.NONE).kind()).isEqualTo(FaultKind.HOST_MEMORY);
    }

    @Test
    void whoAteTheContainersMemoryIsSaid() {
        String outside = fault(Scene.jvm().heap(64).container(300, 10, 10).killedAt(40), exit(137))
                .summary();
        String heap = fault(Scene.jvm().heap(256).container(330, 10, 1).killedAt(40), exit(137))
                .summary();
        Scene crowded = Scene.jvm()
                .heap(64)
                .level(FrameField.CGROUP_LIMIT, 300 * MB, 0, 0, 300 * MB)
                .level(FrameField.CGROUP_CURRENT, 150 * MB, 10, 20 * MB, 300 * MB)
                .level(FrameField.CGROUP_LIMIT_HITS, 0, 17, 5, 1000);
        String others = fault(crowded.killedAt(40), exit(137)).summary();

        assertThat(outside).contains("outside the heap");
        assertThat(heap).contains("heap alone may take");
        assertThat(others).contains("others in the container");
    }

    @Test
    void threadsThatLeakedUpToTheLimitStayALeakWhileTheyStandThere() {
        Scene scene = Scene.jvm().level(FrameField.THREADS, 20, 10, 4, 140);
        for (double at = 12; at <= 40; at += 3) {
            Resource family = new Resource(ResourceKind.THREAD, "session-*");
            scene.record(at, SignalKind.THREAD_FAMILY, family, 0, (long) ((at - 10) * 4), 0, 0, 1, null);
        }
        scene.record(
                40,
                SignalKind.MEMORY_REFUSED,
                null,
                0,
                1,
                0,
                0,
                1,
                refusal(40, "unable to create native thread: possibly out of memory"));

        for (double end : new double[] {45, 120, 400}) {
            Fault fault = fault(scene.runsUntil(end), Witness.NONE);
            assertThat(fault.kind()).as("after " + end + " s").isEqualTo(FaultKind.THREAD_LEAK);
        }
    }

    @Test
    void taskThatKeepsAllItEverAllocatedAccumulates() {
        Fault fault = fault(ramp(64).diesOfHeap(120), exit(3));

        assertThat(fault.kind()).isEqualTo(FaultKind.ACCUMULATED_RESULTS);
        assertThat(fault.summary()).contains("report-*");
    }

    @Test
    void workerThatHasServedForLongIsNoTaskThatAccumulates() {
        Verdict verdict = Diagnosis.diagnose(ramp(4000).diesOfHeap(120), exit(3));

        assertThat(requireNonNull(verdict.firstFault()).kind()).isNotEqualTo(FaultKind.ACCUMULATED_RESULTS);
    }

    @Test
    void whereTheFlightRecorderSawItAllocatedIsSaid() {
        Scene scene = ramp(64);
        Resource thread = new Resource(ResourceKind.THREAD, "report-*");
        for (int at : new int[] {70, 80}) {
            ErrorDetail where = allocating("byte[] at com.example.Rows.read(line 12)");
            scene.record(at, SignalKind.ALLOCATION_SITE, thread, 1, 80 * MB, 100 * MB, 40, 1, where);
        }

        assertThat(fault(scene.diesOfHeap(120), exit(3)).summary())
                .contains(
                        "80 % of all allocated by thread report-*, most as byte[] at com.example.Rows.read(line 12).");
    }

    @Test
    void whoTookTheLargestArrayIsSaidOfALargeAllocation() {
        Scene scene = Scene.jvm().heap(256).exitOnOom().leaks(0.1, 60, 999);
        Resource thread = new Resource(ResourceKind.THREAD, "loader-*");
        ErrorDetail where = allocating("byte[] at com.example.Files.readAll(line 7)");
        scene.record(95, SignalKind.LARGE_ALLOCATION, thread, 0, 64 * MB, 0, 0, 1, where);
        Fault fault = fault(scene.diesOfHeap(120), exit(3));

        assertThat(fault.kind()).isEqualTo(FaultKind.LARGE_ALLOCATION);
        assertThat(fault.summary()).contains("by thread loader-*.").contains("com.example.Files.readAll(line 7)");
    }

    private static ErrorDetail allocating(String what) {
        String frames = what.substring(what.indexOf(" at ") + 4);
        return new ErrorDetail(0, "allocating", what, null, 0, "", frames);
    }

    /** A minute of peace, then 8 MB a second that stay, allocated by a thread that had allocated so much before. */
    private static Scene ramp(long megabytesBefore) {
        Scene scene = Scene.jvm().heap(256).garbage(15).exitOnOom().leaks(8, 60, 999);
        Resource thread = new Resource(ResourceKind.THREAD, "report-*");
        for (int second = 1; second <= 25; second++) {
            long inLife = megabytesBefore + 8L * second;
            scene.record(
                    60 + second,
                    SignalKind.ALLOCATION,
                    thread,
                    1,
                    8 * MB,
                    20 * MB,
                    42L << 32 | inLife,
                    1,
                    new ErrorDetail(
                            0, "allocating", "", null, 0, "report-*", "com.example.Report.collect(Report.java:7)"));
        }
        return scene;
    }

    private static Scene filling(int classesBefore, int perSecond) {
        Scene scene = Scene.jvm()
                .exitOnOom()
                .fact("flag.MaxMetaspaceSize", String.valueOf(24 * MB))
                .level(FrameField.CLASSES, classesBefore, 5, perSecond, 100_000);
        return pool(scene, "Metaspace", 19, 24, 18);
    }

    /** A pool that passes three quarters of its limit then, and rises by a megabyte each two seconds. */
    private static Scene pool(Scene scene, String name, long megabytes, long limit, double at) {
        for (long level = megabytes; level < limit; level++) {
            scene.record(
                    at + 2 * (level - megabytes),
                    SignalKind.MEMORY_POOL,
                    pool(name),
                    0,
                    level * MB,
                    limit * MB,
                    1000,
                    1,
                    null);
        }
        return scene;
    }

    private static Resource pool(String name) {
        return new Resource(ResourceKind.MEMORY_POOL, name);
    }

    private static ErrorDetail named(String name) {
        return new ErrorDetail(0, "classes", name, null, 0, "", "");
    }

    private static ErrorDetail refusal(double at, String message) {
        return new ErrorDetail(
                (long) (at * 1e9),
                "java.lang.OutOfMemoryError",
                message,
                null,
                0,
                "worker-1",
                "com.example.Channel.open(Channel.java:9)");
    }

    private static Witness exit(int code) {
        return Witness.NONE.withExitCode(code);
    }

    private static Fault fault(Timeline timeline, Witness witness) {
        Fault fault = Diagnosis.diagnose(timeline, witness).firstFault();
        return requireNonNull(fault, "no fault was found");
    }
}
