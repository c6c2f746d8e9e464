package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.firstfault.it.harness.HostProgram;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.Libraries;
import dev.firstfault.it.harness.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hive.beeline.BeeLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code HADOOP_OPTS} and {@code JAVA_TOOL_OPTIONS} reach every tool: there the agent leaves before it has begun. */
@Execution(CONCURRENT)
final class SkippedRolesIT {
    private static final Jdk JDK = Jdk.of(17);

    /** {@code hdfs dfs -ls file:///usr}. */
    @Test
    void theHadoopShellIsLeftAlone() throws IOException {
        assertThatItIsLeftAlone(hadoop("org.apache.hadoop.fs.FsShell", "-ls", "file:///usr"), 0, "/usr/bin");
    }

    /** {@code schematool -help}. */
    @Test
    void theSchemaToolIsLeftAlone() throws IOException {
        assertThatItIsLeftAlone(
                hadoop("org.apache.hadoop.hive.metastore.tools.schematool.MetastoreSchemaTool", "-help"),
                1,
                "usage: schemaTool");
    }

    /** {@code beeline}, which Hive's script starts through {@code hadoop jar}. */
    @Test
    void beelineIsLeftAlone() throws IOException {
        HostProgram host = hadoop("org.apache.hadoop.util.RunJar");
        Path jar = host.directory().resolve("hive-beeline.jar");
        String entry = BeeLine.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            Files.copy(Libraries.apps().resolve(entry), out);
        }
        assertThatItIsLeftAlone(
                host.args(jar, BeeLine.class.getName(), "-u", "jdbc:hive2://"), 0, "beeline -u jdbc:hive2://");

        HostProgram direct = HostProgram.on(JDK).args("-cp", Libraries.apps(), BeeLine.class.getName(), "--version");
        assertThatItIsLeftAlone(direct, 0, "beeline --version");
    }

    static Stream<Arguments> tools() {
        return Stream.of(8, 17, 25)
                .flatMap(jdk -> Stream.of(
                                "javac -d . Made.java",
                                "jar tf made.jar",
                                "keytool -help",
                                "jps -help",
                                "javap -version")
                        .map(tool -> Arguments.of(tool, Jdk.of(jdk))));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void aToolOfTheJdkIsLeftAlone(String tool, Jdk jdk) throws IOException {
        Path boxes = HostProgram.on(jdk).directory();
        List<String> command = new ArrayList<>(List.of(tool.replace("Made.java", source(boxes))
                .replace("-d .", "-d " + boxes)
                .replace("made.jar", Libraries.agentJar().toString())
                .split(" ")));
        command.set(0, jdk.home().resolve("bin").resolve(command.get(0)).toString());
        String options = HostProgram.agent(Libraries.agentJar(), "port=0,dir=" + boxes);

        Outcome bare = Outcome.of(command, Map.of());
        Outcome observed = Outcome.of(command, Map.of("JAVA_TOOL_OPTIONS", options));
        List<String> expected = new ArrayList<>(List.of("Picked up JAVA_TOOL_OPTIONS: " + options));
        expected.addAll(bare.stderr());
        assertThat(observed).isEqualTo(new Outcome(bare.exitCode(), bare.stdout(), expected));
        assertThat(boxes).isDirectoryNotContaining("glob:**.ffbox");

        Outcome verbose = Outcome.of(command, Map.of("JAVA_TOOL_OPTIONS", options + " -verbose:class"));
        assertOnlyTheEntryWasLoaded(verbose);
    }

    private static void assertThatItIsLeftAlone(HostProgram host, int exitCode, String output) throws IOException {
        Outcome bare = host.bare();
        assertThat(bare.exitCode()).as(bare.toString()).isEqualTo(exitCode);
        assertThat(String.join("\n", bare.stdout())).contains(output);

        Outcome observed = host.observed(host.options());
        assertThat(observed.exitCode()).isEqualTo(exitCode);
        assertThat(withoutTimes(observed.stdout())).isEqualTo(withoutTimes(bare.stdout()));
        assertThat(withoutTimes(observed.stderr())).isEqualTo(withoutTimes(bare.stderr()));
        assertThat(host.blackBoxes()).isEmpty();
        assertOnlyTheEntryWasLoaded(
                host.with(HostProgram.agent(Libraries.agentJar(), host.options()), "-verbose:class"));
    }

    /** {@code -verbose:class} says each class as it is loaded: {@code [0.1s][info][class,load] name source: …}, on 8 {@code [Loaded name from …]}. */
    private static void assertOnlyTheEntryWasLoaded(Outcome verbose) {
        List<String> ours = Stream.concat(verbose.stdout().stream(), verbose.stderr().stream())
                .filter(line -> line.contains("Loaded ") || line.contains(" source: "))
                .filter(line -> line.contains("dev.firstfault.") || line.contains("net.bytebuddy."))
                .toList();
        assertThat(ours)
                .isNotEmpty()
                .allMatch(line -> line.contains("dev.firstfault.entry.") && !line.contains("HiddenClassLoader"));
    }

    /** Hadoop's own log lines tell the time. */
    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("[0-9]", "")).toList();
    }

    /** As {@code hadoop-functions.sh} puts it together: configuration first, options, main class. */
    private static HostProgram hadoop(String mainClass, Object... arguments) throws IOException {
        HostProgram host = HostProgram.on(JDK);
        Files.writeString(host.directory().resolve("core-site.xml"), "<configuration/>\n");
        String classPath = Stream.concat(Stream.of(host.directory()), Libraries.metastore("4.0.1").stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return host.args(
                        "-Dproc_tool",
                        "-Xmx256m",
                        "-Dhadoop.log.dir=" + host.directory(),
                        "-Dhadoop.id.str=somebody",
                        "-Dhadoop.root.logger=INFO,console",
                        "-cp",
                        classPath,
                        mainClass)
                .args(arguments);
    }

    private static String source(Path directory) throws IOException {
        return Files.writeString(directory.resolve("Made.java"), "class Made {}\n")
                .toString();
    }
}
