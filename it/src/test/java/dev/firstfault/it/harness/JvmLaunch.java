package dev.firstfault.it.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a JVM under test is started with; {@link JvmUnderTest#on} begins one. */
public final class JvmLaunch {
    private final Jdk jdk;
    private final List<String> before = new ArrayList<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable String agentOptions;
    private @Nullable String mainClass;

    JvmLaunch(Jdk jdk) {
        this.jdk = jdk;
    }

    /**
     * Attaches the jar under test. What the options do not say is chosen so that tests do not meet: an ephemeral port and a directory of
     * the launch's own.
     */
    public JvmLaunch withAgent(String options) {
        this.agentOptions = options;
        return this;
    }

    public JvmLaunch jvmArgs(String... added) {
        jvmArguments.addAll(List.of(added));
        return this;
    }

    public JvmLaunch classPath(Path... added) {
        Arrays.stream(added).map(Path::toString).forEach(classPath::add);
        return this;
    }

    public JvmLaunch classPath(List<Path> added) {
        return classPath(added.toArray(Path[]::new));
    }

    /** One of the programs of {@code src/apps}. */
    public JvmLaunch main(Class<?> app) {
        classPath(Libraries.apps());
        return main(app.getName());
    }

    public JvmLaunch main(String className) {
        this.mainClass = className;
        return this;
    }

    public JvmLaunch args(Object... added) {
        Arrays.stream(added).map(String::valueOf).forEach(arguments::add);
        return this;
    }

    public JvmLaunch env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs through a shell's line, in which {@code "$@"} stands for the whole command, to be taken by {@code exec}. */
    public JvmLaunch through(String shellLine) {
        before.addAll(List.of("sh", "-c", shellLine, "sh"));
        return this;
    }

    /** Runs in there. */
    public JvmLaunch in(ControlGroup group) {
        before.addAll(group.enter());
        return this;
    }

    public JvmUnderTest start() {
        String main = mainClass();
        Path java = jdk.java(); // first: a missing JDK skips the test
        Path work = WorkDirectory.create(main.substring(main.lastIndexOf('.') + 1) + "-" + jdk.version());
        List<String> command = command(java, work);
        Instant now = Instant.now();
        RunningProcess process = RunningProcess.start(main + " on " + jdk, work, command, environment);
        return new JvmUnderTest(process, boxes(work), now);
    }

    /** The command alone, for those who start and watch the JVM in another way; what it leaves behind goes to {@code work}. */
    public List<String> command(Path work) {
        return command(jdk.java(), work);
    }

    private List<String> command(Path java, Path work) {
        List<String> command = new ArrayList<>(before);
        command.add(java.toString());
        command.add("-XX:ErrorFile=" + work.resolve("hs_err.log"));
        String options = agentOptions;
        if (options != null) {
            if (!Files.exists(Libraries.agentJar())) {
                throw new IllegalStateException(Libraries.agentJar() + " is not built: mvn package -pl agent -am");
            }
            command.add("-javaagent:" + Libraries.agentJar() + "=" + complete(options, boxes(work)));
        }
        command.addAll(jvmArguments);
        if (!classPath.isEmpty()) {
            command.add("-cp");
            command.add(classPath.stream().collect(Collectors.joining(File.pathSeparator)));
        }
        command.add(mainClass());
        command.addAll(arguments);
        return command;
    }

    private Path boxes(Path work) {
        Path usual = work.resolve("firstfault");
        String options = agentOptions;
        return options == null ? usual : directoryIn(options, work, usual);
    }

    private String mainClass() {
        String main = mainClass;
        if (main == null) {
            throw new IllegalStateException("no main class given");
        }
        return main;
    }

    private static Path directoryIn(String options, Path work, Path otherwise) {
        return Arrays.stream(options.split(","))
                .filter(option -> option.startsWith("dir="))
                .map(option -> work.resolve(option.substring("dir=".length())))
                .findFirst()
                .orElse(otherwise);
    }

    private static String complete(String options, Path boxes) {
        List<String> all = new ArrayList<>();
        if (!options.isEmpty()) {
            all.add(options);
        }
        if (Arrays.stream(options.split(",")).noneMatch(option -> option.startsWith("dir="))) {
            all.add("dir=" + boxes);
        }
        if (Arrays.stream(options.split(",")).noneMatch(option -> option.startsWith("port="))) {
            all.add("port=0");
        }
        return String.join(",", all);
    }
}
