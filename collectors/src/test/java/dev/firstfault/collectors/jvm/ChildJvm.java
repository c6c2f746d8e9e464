package dev.firstfault.collectors.jvm;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.signals.Signal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * Runs the programs of {@code src/test/resources/child} in JVMs of their own. They are compiled here for Java 8, because
 * the tests are not and the JVMs may be.
 */
public final class ChildJvm {

    private final Path agentJar;
    private final Path bootJar;
    private final Path classes;

    /** Compiles the programs, and the agents that put what is under test into them. */
    public ChildJvm(Path directory) throws Exception {
        classes = Files.createDirectories(directory.resolve("classes"));
        compile("EndingAgent.java", "EndingApp.java", "SamplerApp.java");
        agentJar = directory.resolve("agent.jar");
        bootJar = directory.resolve("boot.jar");
        writeAgentJar();
        writeBootJar();
    }

    /** The JVM that runs the tests, and every other one that is where this project looks for them. */
    public static Stream<Path> javas() throws IOException {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (Path home : children(Path.of("/usr/lib/jvm"))) {
            if (home.getFileName().toString().startsWith("temurin-")) {
                homes.add(home);
            }
        }
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        for (Path version : children(Path.of(cache, "firstfault", "jdks"))) {
            homes.add(version.resolve("home"));
        }
        return homes.stream().map(home -> home.resolve("bin/java")).filter(Files::isExecutable);
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.sorted().toList();
        }
    }

    /** The options that put what is under test into the JVM as an agent. */
    public String agent(boolean hooks) {
        return "-javaagent:" + agentJar + "=" + bootJar + "," + (hooks ? "hooks" : "bare");
    }

    /** Runs {@code java command...} to its end; a program that prints READY is sent SIGTERM. */
    public Ending run(Path java, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(java.toString(), "-Xmx64m", "-cp", classPath()));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> output = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                output.add(text);
                if (text.equals("READY")) {
                    process.toHandle().destroy(); // Process.destroy() would close the stream too
                }
            }
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still alive: " + line);
        }
        return new Ending(process.exitValue(), output);
    }

    /** What came of it: the exit code, and the lines printed. */
    public record Ending(int exitCode, List<String> lines) {}

    private String classPath() throws URISyntaxException {
        return String.join(
                File.pathSeparator,
                classes.toString(),
                home(EndingHooks.class),
                home(Signal.class),
                home(ClassReader.class));
    }

    private void compile(String... sources) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--release", "8", "-nowarn", "-Xlint:-options"));
        arguments.addAll(List.of("-proc:none", "-d", classes.toString(), "-cp", classPath()));
        for (String source : sources) {
            arguments.add(Path.of(ChildJvm.class.getResource("/child/" + source).toURI())
                    .toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
            throw new AssertionError("does not compile");
        }
    }

    private void writeAgentJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", "EndingAgent");
        attributes.putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(agentJar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private void writeBootJar() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(bootJar))) {
            for (Class<?> type : List.of(SignalBridge.class, Receiver.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = ChildJvm.class.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }

    private static String home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
