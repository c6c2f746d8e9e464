package dev.firstfault.it.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command line of a host, to be run as it is and with the agent, so that the two outcomes can be compared. */
public final class HostProgram {
    private final Path java;
    private final Path directory;
    private final List<String> wrapper = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private HostProgram(Path java) {
        this.java = java;
        this.directory = WorkDirectory.create("host");
    }

    public static HostProgram on(Jdk jdk) {
        return new HostProgram(jdk.java());
    }

    /** As above, on a runtime image: what {@code jlink} made. */
    public static HostProgram on(Path runtime) {
        return new HostProgram(runtime.resolve("bin").resolve("java"));
    }

    /** What follows the {@code java} program and the agent's flag: options, main class, its arguments. */
    public HostProgram args(Object... added) {
        for (Object argument : added) {
            arguments.add(String.valueOf(argument));
        }
        return this;
    }

    /** Runs through a shell's line, in which {@code "$@"} stands for the whole command. */
    public HostProgram through(String shellLine) {
        wrapper.addAll(List.of("sh", "-c", shellLine, "sh"));
        return this;
    }

    public HostProgram env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A folder of this program's own, for its files and for the agent's. */
    public Path directory() {
        return directory;
    }

    /** As it would run without us. */
    public Outcome bare() {
        return run(List.of());
    }

    /** With the jar under test and these agent options, which should say where the agent may write. */
    public Outcome observed(String options) {
        return with(agent(Libraries.agentJar(), options));
    }

    /** With these JVM options in front of its own, for example several agents. */
    public Outcome with(String... jvmOptions) {
        return run(List.of(jvmOptions));
    }

    /** The flag that attaches a jar. */
    public static String agent(Path jar, String options) {
        return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
    }

    /** Agent options that keep it inside {@link #directory()} and away from everybody's ports. */
    public String options() {
        return "port=0,dir=" + directory.resolve("boxes");
    }

    /** The black boxes it left in the place that {@link #options()} names. */
    public List<Path> blackBoxes() {
        return WorkDirectory.list(directory.resolve("boxes"), ".ffbox");
    }

    private Outcome run(List<String> jvmOptions) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(java.toString());
        command.addAll(jvmOptions);
        command.addAll(arguments);
        return Outcome.of(command, environment);
    }
}
