package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** How a JVM of this machine was started, as {@code /proc} tells: for who looks at it from outside. */
public final class StartedJvm {

    private final File process;
    private final File java;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final JvmFlags flags = new JvmFlags();
    private String program = "";

    private StartedJvm(File process) throws IOException {
        this.process = process;
        java = new File(process, "exe").getCanonicalFile();
    }

    /**
     * Reads what there is.
     *
     * @param pid a process id, or {@code self}
     * @throws IOException where there is no such process, it is another user's, or it is no {@code java}
     */
    public static StartedJvm of(String pid) throws IOException {
        File process = new File("/proc", pid);
        String commandLine = SmallFile.text(new File(process, "cmdline"));
        String variables = SmallFile.text(new File(process, "environ"));
        if (commandLine == null || variables == null || commandLine.isEmpty()) {
            throw new IOException("there is no process " + pid + ", or it is another user's");
        }
        StartedJvm jvm = new StartedJvm(process);
        if (!jvm.java.getName().equals("java")) {
            throw new IOException("process " + pid + " is no java: " + jvm.java);
        }
        for (String variable : split(variables)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                jvm.environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        jvm.readOptions(split(commandLine));
        return jvm;
    }

    /** In HotSpot's order, the later one wins: {@code JDK_JAVA_OPTIONS} is the launcher's, which puts it in front of its own. */
    private void readOptions(String[] commandLine) {
        readVariable("JAVA_TOOL_OPTIONS");
        if (!release().startsWith("1.8")) {
            readVariable("JDK_JAVA_OPTIONS");
        }
        flags.readCommandLine(commandLine);
        int i = 1;
        for (; i < commandLine.length && commandLine[i].matches("[-@].*"); i++) {
            if (commandLine[i].equals("-jar") || commandLine[i].equals("-m") || commandLine[i].equals("--module")) {
                i++;
                break;
            }
            options.add(commandLine[i]);
            i += JvmFlags.takesValue(commandLine[i]) ? 1 : 0;
        }
        if (i < commandLine.length) {
            program = String.join(" ", Arrays.asList(commandLine).subList(i, commandLine.length));
        }
        readVariable("_JAVA_OPTIONS");
    }

    private void readVariable(String name) {
        String value = environment.get(name);
        flags.readOptions(value);
        if (value != null) {
            StringTokenizer words = new StringTokenizer(value);
            while (words.hasMoreTokens()) {
                options.add(words.nextToken());
            }
        }
    }

    /** The JVM's options, without those that the launcher gives a value of their own. */
    public List<String> options() {
        return options;
    }

    /** Main class, jar or module with its arguments, as in {@code sun.java.command}; empty where there is none. */
    public String program() {
        return program;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** The flags that decide how it dies, as far as they were given. */
    public Map<String, String> flags() {
        return flags.values();
    }

    /** The {@code java} program. */
    public File java() {
        return java;
    }

    /** The version as the runtime's {@code release} file has it; empty where there is none. */
    public String release() {
        File bin = java.getParentFile();
        File home = bin == null ? null : bin.getParentFile();
        String release = SmallFile.text(new File(home, "release"));
        String key = "JAVA_VERSION=\"";
        int from = release == null ? -1 : release.indexOf(key);
        if (release == null || from < 0) {
            return "";
        }
        int end = release.indexOf('"', from + key.length());
        return end < 0 ? "" : release.substring(from + key.length(), end);
    }

    /** The tightest limit of its control group, bytes; -1 where there is none. */
    public long memoryLimitBytes() {
        try {
            MemoryGroup group = MemoryGroup.open(CgroupPaths.ofProcess("memory", process, new File("/")));
            if (group == null) {
                return -1;
            }
            Frame frame = new Frame();
            group.fill(frame, true);
            return frame.has(FrameField.CGROUP_LIMIT) ? frame.get(FrameField.CGROUP_LIMIT) : -1;
        } catch (IOException noGroups) {
            return -1;
        }
    }

    private static String[] split(String text) {
        return (text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1);
    }
}
