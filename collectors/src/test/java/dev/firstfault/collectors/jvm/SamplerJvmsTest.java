package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.firstfault.collectors.jvm.ChildJvm.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sampler under other JDKs, other collectors and in runtimes without the management modules. */
class SamplerJvmsTest {

    /** What {@code SamplerApp} keeps; in G1 each array fills two regions of a small heap. */
    private static final long KEPT = 24L << 20;

    /** A concurrent collector counts what was allocated while it worked, more of it the slower the machine is. */
    private static final long LEFT_AT_MOST = 4 * KEPT;

    @TempDir
    static Path directory;

    private static ChildJvm jvm;

    @BeforeAll
    static void compile() throws Exception {
        jvm = new ChildJvm(directory);
    }

    /** Every collector of the JVM that runs the tests; of the others those that differ. */
    static Stream<Arguments> collectors() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String collector : List.of("Serial", "Parallel", "G1", "Z", "Shenandoah")) {
            cases.add(arguments(ownJava(), "-XX:+Use" + collector + "GC"));
        }
        for (Path java : ChildJvm.javas().skip(1).toList()) {
            // A JVM that does not know the collector takes its default.
            cases.add(arguments(java, "-XX:+UseConcMarkSweepGC"));
            cases.add(arguments(java, "-XX:+UseZGC"));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void whatTheWholeCollectionLeftIsWhatIsKept(Path java, String collector) throws Exception {
        Ending ending = jvm.run(
                java,
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockExperimentalVMOptions",
                "-Xmx192m",
                collector,
                "SamplerApp",
                "DIRECT"); // the last to be prepared

        Map<String, String> levels = levels(ending);
        assertThat(ending.exitCode()).isZero();
        assertThat(number(levels, "HEAP_AFTER_GC")).isBetween(KEPT, LEFT_AT_MOST);
        assertThat(number(levels, "FULL_GC_COUNT")).isBetween(1L, 40L);
        assertThat(number(levels, "GC_COUNT")).isBetween(1L, 40L);
        assertThat(number(levels, "METASPACE")).isGreaterThan(100_000);
        assertThat(number(levels, "CLASSES")).isGreaterThan(100);
        assertThat(number(levels, "THREADS")).isBetween(2L, 40L);
        assertThat(number(levels, "DIRECT")).isNotNegative();
        assertThat(ending.lines()).noneMatch(line -> line.startsWith("DEGRADED"));
        assertThat(ending.lines()).anyMatch(line -> line.contains("flag.MaxHeapSize=201326592"));
    }

    @Test
    void runtimeWithoutManagementLosesOnlyItsLevels() throws Exception {
        Ending ending = jvm.run(ownJava(), "--limit-modules", "java.base", "SamplerApp");

        Map<String, String> levels = levels(ending);
        assertThat(number(levels, "HEAP_USED")).isGreaterThan(KEPT);
        assertThat(number(levels, "RSS")).isGreaterThan(KEPT);
        assertThat(levels).containsEntry("GC_COUNT", "unknown").containsEntry("THREADS", "unknown");
        assertThat(ending.lines()).contains("DEGRADED jmx", "kept 24");
    }

    @Test
    void runtimeWithoutTheJdksOwnManagementEstimatesWhatACollectionLeft() throws Exception {
        Ending ending = jvm.run(ownJava(), "--limit-modules", "java.management", "SamplerApp");

        Map<String, String> levels = levels(ending);
        assertThat(number(levels, "HEAP_AFTER_GC")).isBetween(KEPT, KEPT * 3);
        assertThat(number(levels, "THREADS")).isPositive();
    }

    private static Path ownJava() throws IOException {
        return ChildJvm.javas().toList().get(0);
    }

    private static Map<String, String> levels(Ending ending) {
        Map<String, String> levels = new HashMap<>();
        for (String line : ending.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                levels.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return levels;
    }

    private static long number(Map<String, String> levels, String name) {
        assertThat(levels.get(name)).as(name).matches("\\d+");
        return Long.parseLong(levels.get(name));
    }
}
