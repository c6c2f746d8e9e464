package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.it.harness.Cache;
import dev.firstfault.it.harness.HostProgram;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Matrix;
import dev.firstfault.it.harness.Outcome;
import dev.firstfault.it.harness.Ports;
import dev.firstfault.it.harness.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.example.faults.EndingApp;
import org.example.faults.FullHeapApp;
import org.example.faults.OddHostApp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that make it hard: each ends with the exit code and the output that it has without us. */
@Execution(CONCURRENT)
final class HostileHostIT {
    /** Long enough that all of the agent is up. */
    private static final int LIFE_MILLIS = 1_200;

    /** Long enough that the flight recorder is up. */
    private static final int UNTIL_RECORDED_MILLIS = 12_500;

    private static final String START = "firstfault: \\S+ observes .*";

    /** Made once for all tests: it takes seconds. */
    private static final Map<String, Path> runtimes = new ConcurrentHashMap<>();

    static Stream<Jdk> jdks() {
        return (Matrix.full() ? Stream.of(8, 17, 25) : Stream.of(8, 25)).map(Jdk::of);
    }

    // --- options
    // ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot=9404       | unknown option 'prot', ignored; did you mean 'port'\\?",
                "port            | option 'port' has no value, ignored; .*",
                "port=many       | option port=many is not a number from 0 to 65535, using 9404",
                "keep=-1         | option keep=-1 is not a number from 1 to 10000, using 20",
                "hooks=perhaps   | option hooks=perhaps is not on or off, using on",
                "config=/absent  | config file /absent cannot be read \\(.*\\), going on without it",
                "bind=no.such.host.invalid | .*no HTTP.*",
                "=               | option '=' has no value, ignored; .*",
            })
    void anOptionThatMeansNothingIsSaidOnceAndIgnored(String option, String complaint) throws IOException {
        HostProgram host = living(Jdk.of(17));
        Outcome outcome = host.observed(host.options() + "," + option);
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines())
                .filteredOn(line -> !line.contains(" observes ") || line.matches("firstfault: " + complaint))
                .singleElement()
                .asString()
                .matches("firstfault: " + complaint);
    }

    // --- ports
    // --------------------------------------------------------------------------------------------------------

    @Test
    void aTakenPortIsPassedOver() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            HostProgram host = living(Jdk.of(17));
            Outcome outcome = host.observed(host.options() + ",port=" + taken.getLocalPort());
            assertThatHostIsUnharmed(host, outcome);
            assertThat(outcome.agentLines())
                    .singleElement()
                    .asString()
                    .matches(START)
                    .doesNotContain("port " + taken.getLocalPort() + ",");
        }
    }

    @Test
    void aHundredTakenPortsLeaveAnyFreeOne() throws IOException {
        int first = 21_000;
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int port = first; port < first + 100; port++) {
                try {
                    taken.add(new ServerSocket(port));
                } catch (BindException alreadyTaken) {
                    // by somebody else, which is as good
                }
            }
            HostProgram host = living(Jdk.of(17));
            Outcome outcome = host.observed(host.options() + ",port=" + first);
            assertThatHostIsUnharmed(host, outcome);
            assertThat(outcome.agentLines())
                    .singleElement()
                    .asString()
                    .matches(START + "http port \\d+,.*")
                    .doesNotContain("port 21");
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
    }

    // --- places to write to
    // -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("jdks")
    void aDirectoryThatCannotBeIsReplaced(Jdk jdk) throws IOException {
        HostProgram host = living(jdk);
        Path file = Files.createFile(host.directory().resolve("file"));
        for (Path impossible : List.of(file, file.resolve("below"), Path.of("/proc/firstfault"))) {
            Outcome outcome = host.with(
                    HostProgram.agent(Libraries.agentJar(), "port=0,dir=" + impossible),
                    "-Djava.io.tmpdir=" + host.directory());
            assertThatHostIsUnharmed(host, outcome);
            assertThat(outcome.agentLines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .matches("firstfault: cannot write to " + impossible + ", using " + host.directory()
                            + "/.* instead");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void withNowhereToWriteItGoesOnWithoutABlackBox(Jdk jdk) throws IOException {
        HostProgram host = HostProgram.on(jdk);
        Path file = Files.createFile(host.directory().resolve("file"));
        host.args(
                "-Djava.io.tmpdir=" + file.resolve("absent"),
                "-cp",
                Libraries.apps(),
                EndingApp.class.getName(),
                LIFE_MILLIS,
                "return");
        Outcome outcome = host.observed("port=0,dir=" + file);
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines()).hasSize(2).last().asString().matches(START + "no black box");
    }

    /** The kernel refuses to let any file grow past 1 MB, as a full disk would. */
    @ParameterizedTest
    @MethodSource("jdks")
    void withoutRoomForTheBoxItGoesOnWithoutIt(Jdk jdk) throws IOException {
        HostProgram host = living(jdk).through("ulimit -f 2048; exec \"$@\"");
        Outcome outcome = host.observed(host.options());
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines()).hasSize(2).first().asString().startsWith("firstfault: no black box: ");
        assertThat(host.blackBoxes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onAFullDiskItGoesOnWithoutABox(Jdk jdk) throws IOException {
        // A file system of 64 kB, seen by this process alone; where a user may not mount one, the test above stands for
        // it.
        HostProgram host = living(jdk)
                .through(
                        "exec unshare -rm sh -c 'mkdir -p /tmp && mount -t tmpfs -o size=64k full /tmp && exec \"$0\" \"$@\"' \"$@\"");
        assumeTrue(host.bare().exitCode() == 0, "no user namespace with a file system of its own here");
        Outcome outcome = host.observed("port=0,dir=/tmp/firstfault");
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines()).hasSize(2).first().asString().contains("No space left on device");
    }

    // --- other copies, other agents
    // -----------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("jdks")
    void aSecondCopyStaysOut(Jdk jdk) throws IOException {
        HostProgram host = living(jdk);
        Path copy = Files.copy(Libraries.agentJar(), host.directory().resolve("other.jar"));
        for (Path second : List.of(Libraries.agentJar(), copy)) {
            Outcome outcome = host.with(
                    HostProgram.agent(Libraries.agentJar(), host.options()), HostProgram.agent(second, host.options()));
            assertThatHostIsUnharmed(host, outcome);
            assertThat(outcome.agentLines()).hasSize(2).first().asString().contains("already in this JVM");
        }
        assertThat(host.blackBoxes()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anotherAgentIsNotDisturbed(Jdk jdk) throws IOException {
        HostProgram host = living(jdk);
        Path exporter = Cache.set("libs/peers", "peers").resolve("jmx_prometheus_javaagent-1.0.1.jar");
        Path config = Files.writeString(host.directory().resolve("jmx.yml"), "rules: []\n");
        String other = HostProgram.agent(exporter, Ports.free() + ":" + config);
        String ours = HostProgram.agent(Libraries.agentJar(), host.options());
        assertThatHostIsUnharmed(host, host.with(other, ours));
        assertThatHostIsUnharmed(host, host.with(ours, other));
        assertThat(host.blackBoxes()).hasSize(2);
    }

    // --- what hosts do to their JVM
    // -----------------------------------------------------------------------------------

    static Stream<Arguments> oddHosts() {
        Map<String, List<String>> outputs = Map.of(
                "threads", List.of("threads [main]"),
                "managers", List.of("OwnLogManager", "built by us: true"),
                "streams", List.of("still here"));
        return jdks().flatMap(jdk ->
                outputs.entrySet().stream().map(habit -> Arguments.of(habit.getKey(), habit.getValue(), jdk)));
    }

    @ParameterizedTest
    @MethodSource("oddHosts")
    void aHostSeesItselfAsWithoutUs(String habit, List<String> output, Jdk jdk) {
        HostProgram host =
                HostProgram.on(jdk).args("-cp", Libraries.apps(), OddHostApp.class.getName(), LIFE_MILLIS, habit);
        Outcome outcome = host.observed(host.options());
        assertThat(outcome.stdout()).isEqualTo(output);
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines()).singleElement().asString().matches(START);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 17})
    void aSecurityManagerMayForbidUsAll(int version) {
        Jdk jdk = Jdk.of(version);
        HostProgram strict = living(jdk);
        Outcome outcome =
                strict.with(HostProgram.agent(Libraries.agentJar(), strict.options()), "-Djava.security.manager");
        assertThat(outcome.ofHost()).isEqualTo(strict.with("-Djava.security.manager"));
        assertThat(outcome.agentLines()).hasSizeLessThanOrEqualTo(2);

        HostProgram later = HostProgram.on(jdk)
                .args("-cp", Libraries.apps(), OddHostApp.class.getName(), LIFE_MILLIS, "security-manager");
        assertThatHostIsUnharmed(later, later.observed(later.options()));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void interpretedAndWithOtherCollectorsItIsTheSame(Jdk jdk) {
        for (String flag : List.of("-Xint", "-XX:+UseSerialGC", "-XX:+UseParallelGC")) {
            HostProgram host = living(jdk);
            Outcome outcome = host.with(HostProgram.agent(Libraries.agentJar(), host.options()), flag);
            assertThatHostIsUnharmed(host, outcome);
            assertThat(outcome.agentLines()).singleElement().asString().matches(START);
        }
    }

    // --- how hosts are started
    // ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("jdks")
    void aJvmThatOnlyTellsOfItselfIsLeftAlone(Jdk jdk) {
        for (List<String> telling :
                List.of(List.of("-version"), List.of("-XX:+PrintFlagsFinal", "-version"), List.of("-help"))) {
            HostProgram host = HostProgram.on(jdk).args(telling.toArray());
            Outcome outcome = host.observed(host.options());
            assertThat(withoutRandomAddress(outcome)).isEqualTo(withoutRandomAddress(host.bare()));
            assertThat(host.blackBoxes()).isEmpty();
        }
    }

    /** {@code -XX:+PrintFlagsFinal} shows where this JVM has put its archived classes, which is drawn anew each time. */
    private static Outcome withoutRandomAddress(Outcome outcome) {
        return new Outcome(
                outcome.exitCode(),
                outcome.stdout().stream()
                        .filter(line -> !line.contains(" SharedBaseAddress "))
                        .toList(),
                outcome.stderr());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void closedStreamsHarmNeitherTheHostNorTheBox(Jdk jdk) {
        for (String closed : List.of("<&- >&-", ">&- 2>&-", "<&- >&- 2>&-")) {
            HostProgram host = living(jdk).through("exec \"$@\" " + closed);
            assertThatHostIsUnharmed(host, host.observed(host.options()));
            assertThat(host.blackBoxes()).hasSize(1);
            assertThat(damage(host.blackBoxes().get(0))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theJarMayLieUnderAnyName(Jdk jdk) throws IOException {
        HostProgram host = living(jdk);
        Path odd = Files.createDirectories(host.directory().resolve("a b+c%20d"));
        Path jar = Files.copy(Libraries.agentJar(), odd.resolve("first fault+agent#1.jar"));
        Outcome outcome = host.with(HostProgram.agent(jar, host.options()));
        assertThatHostIsUnharmed(host, outcome);
        assertThat(host.blackBoxes()).hasSize(1);
    }

    // --- runtimes without what a JDK has
    // ------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "17, java.instrument",
        "17, 'java.instrument,java.sql'",
        "25, java.instrument",
        "25, 'java.instrument,java.sql,java.management'"
    })
    void aTrimmedRuntimeIsEnough(int version, String modules) {
        Path runtime = runtime(Jdk.of(version), modules);
        HostProgram host =
                HostProgram.on(runtime).args("-cp", Libraries.apps(), EndingApp.class.getName(), LIFE_MILLIS, "return");
        Outcome outcome = host.observed(host.options());
        assertThatHostIsUnharmed(host, outcome);
        assertThat(outcome.agentLines()).singleElement().asString().matches(START);
        assertThat(host.blackBoxes()).hasSize(1);
        assertThat(damage(host.blackBoxes().get(0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aRuntimeWithoutAFlightRecorderGoesWithoutOne(int version) {
        Path runtime = runtime(Jdk.of(version), "java.instrument,java.management,jdk.management");
        HostProgram host = HostProgram.on(runtime)
                .args("-cp", Libraries.apps(), EndingApp.class.getName(), UNTIL_RECORDED_MILLIS, "return");
        Outcome outcome = host.observed(host.options() + ",jfr=on");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stderr()).noneMatch(line -> line.contains("at dev.firstfault."));
        assertThat(outcome.agentLines()).singleElement().asString().matches(START);
        assertThat(Report.ofDirectory(host.blackBoxes().get(0)).text())
                .containsPattern(
                        "degraded: jfr: the flight recorder cannot be used:\\s+java.lang.NoClassDefFoundError: jdk/jfr/");
    }

    /** An array of a megabyte takes two regions of the 64: what the JVM cannot get while a class is changed can crash it. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aHeapThatIsFullFromTheFirstMomentOnIsNotTheAgentsToBreak(Jdk jdk) {
        HostProgram host = HostProgram.on(jdk)
                .args("-XX:+UseG1GC", "-Xmx64m", "-cp", Libraries.apps(), FullHeapApp.class.getName(), 30, LIFE_MILLIS);
        Outcome observed = host.observed(host.options());
        assertThat(observed.exitCode()).as(observed.toString()).isZero();
        assertThat(observed.stdout()).containsExactly("holds 30");
        assertThat(observed.stderr()).noneMatch(line -> line.contains("at dev.firstfault."));
    }

    // ------------------------------------------------------------------------------------------------------------------

    /** A program that lives until the agent is up, and ends by itself. */
    private static HostProgram living(Jdk jdk) {
        return HostProgram.on(jdk).args("-cp", Libraries.apps(), EndingApp.class.getName(), LIFE_MILLIS, "return");
    }

    private static void assertThatHostIsUnharmed(HostProgram host, Outcome observed) {
        assertThat(observed.ofHost()).isEqualTo(host.bare());
        assertThat(observed.stderr()).noneMatch(line -> line.contains("at dev.firstfault."));
    }

    private static List<String> damage(Path box) {
        try {
            return BlackBoxReader.read(box.toFile()).damage().notes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path runtime(Jdk jdk, String modules) {
        return runtimes.computeIfAbsent(jdk + modules, key -> {
            Path made = HostProgram.on(jdk).directory().resolve("runtime");
            Outcome outcome = Outcome.of(
                    List.of(
                            jdk.home().resolve("bin/jlink").toString(),
                            "--add-modules",
                            modules,
                            "--output",
                            made.toString()),
                    Map.of());
            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            return made;
        });
    }
}
