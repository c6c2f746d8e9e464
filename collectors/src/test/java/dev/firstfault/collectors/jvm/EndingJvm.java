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
 * Runs {@code EndingApp} in a JVM of its own with what is under test wired by {@code EndingAgent}. Both are compiled here
 * for Java 8, because the tests are not and the JVMs may be.
 */
final class EndingJvm {

    private final Path agentJar;
    private final Path bootJar;
    private final Path classes;

    EndingJvm(Path directory) throws Exception {
        classes = Files.createDirectories(directory.resolve("classes"));
        compile("EndingAgent.java", "EndingApp.java");
        agentJar = directory.resolve("agent.jar");
        bootJar = directory.resolve("boot.jar");
        writeAgentJar();
        writeBootJar();
    }

    /** The JVM that runs the tests and every other one found where this project looks for them. */
    static Stream<Path> javas() throws IOException {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        addHomes(homes, Path.of("/usr/lib/jvm"), "temurin-");
        Path fetched = Path.of(cache, "firstfault", "jdks");
        if (Files.isDirectory(fetched)) {
            try (Stream<Path> versions = Files.list(fetched).sorted()) {
                for (Path version : versions.toList()) {
                    addHomes(homes, version.resolve("usr/lib/jvm"), "java-");
                }
            }
        }
        return homes.stream().map(home -> home.resolve("bin/java"));
    }

    private static void addHomes(List<Path> homes, Path directory, String prefix) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> found = Files.list(directory)) {
                found.filter(home -> home.getFileName().toString().startsWith(prefix))
                        .filter(home -> !Files.isSymbolicLink(home) && Files.isExecutable(home.resolve("bin/java")))
                        .sorted()
                        .forEach(homes::add);
            }
        }
    }

    /** Runs it to its end; "term" is sent SIGTERM as soon as it is ready. */
    Ending run(Path java, boolean hooks, String how) throws Exception {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx64m",
                        "-javaagent:" + agentJar + "=" + bootJar + "," + (hooks ? "hooks" : "bare"),
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                classes.toString(),
                                home(EndingHooks.class),
                                home(Signal.class),
                                home(ClassReader.class)),
                        "EndingApp",
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.equals("READY")) {
                    process.toHandle().destroy(); // Process.destroy() would close the stream too
                }
            }
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still alive: " + how + " on " + java);
        }
        return new Ending(process.exitValue(), lines);
    }

    /** What came of it: the exit code, and the lines printed. */
    record Ending(int exitCode, List<String> lines) {}

    private void compile(String... sources) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--release", "8", "-nowarn", "-Xlint:-options"));
        arguments.addAll(List.of("-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", home(EndingHooks.class) + File.pathSeparator + home(Signal.class)));
        for (String source : sources) {
            arguments.add(
                    Path.of(EndingJvm.class.getResource("/endings/" + source).toURI())
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
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(agentJar), manifest)) {
            addAll(jar, classes);
        }
    }

    private void writeBootJar() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(bootJar))) {
            for (Class<?> type : List.of(SignalBridge.class, Receiver.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = EndingJvm.class.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }

    private static void addAll(JarOutputStream jar, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static String home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
