package dev.firstfault.agent.cli;

import dev.firstfault.agent.AppName;
import dev.firstfault.agent.Version;
import dev.firstfault.agent.WorkDirectory;
import dev.firstfault.agent.options.Option;
import dev.firstfault.agent.options.Options;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.blackbox.Liveness;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.entry.RoleGate;
import dev.firstfault.exporters.http.HttpListener;
import dev.firstfault.signals.Clock;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of {@code check}: one part after the other, each with its reason. Makes, opens and deletes nothing. */
final class HostCheck {

    private static final int LABEL_WIDTH = 12;

    private final CheckedJvm host;
    private final Clock clock;
    private final Options options;
    private final List<String> complaints;
    private final StringBuilder page = new StringBuilder();
    private @Nullable File directory;

    HostCheck(CheckedJvm host, Clock clock) {
        this.host = host;
        this.clock = clock;
        options = Options.read(host.arguments, host.properties, host.environment());
        complaints = new ArrayList<>(options.complaints());
        complainOfVariables();
        jvm();
        boolean observed = role();
        options();
        if (observed) {
            directory();
            boxes();
            port();
            memory();
            lastWords();
        }
    }

    String page() {
        return page.toString();
    }

    /** Whether an option was not understood. A variable that only looks like one may be for somebody else. */
    boolean isMisunderstood() {
        return !options.complaints().isEmpty();
    }

    /** Whether a black box can be kept, or none is wanted. */
    boolean hasBox() {
        return directory != null || !isObserved();
    }

    private void jvm() {
        String version = host.started.release();
        line("firstfault", Version.CURRENT + " in " + host.name);
        line("JVM", (version.isEmpty() ? "" : version + ", ") + host.started.java());
        line(
                "ATTACHED",
                host.agentArguments == null
                        ? "no -javaagent of this name in its command line or JAVA_TOOL_OPTIONS"
                        : "by -javaagent" + (host.agentArguments.isEmpty() ? "" : " with " + host.agentArguments));
    }

    private boolean isObserved() {
        return !roleWord().equals(RoleGate.SKIPPED);
    }

    private String roleWord() {
        String forced = options.get(Option.ROLE);
        return !forced.isEmpty()
                ? forced
                : host.program.isEmpty() ? RoleGate.APP : RoleGate.role(host.program, null, true);
    }

    private boolean role() {
        String role = roleWord();
        String main = host.program.isEmpty() ? "" : host.program.split(" ", 2)[0];
        if (!options.get(Option.ROLE).isEmpty()) {
            line("ROLE", role + ", because the " + options.source(Option.ROLE) + " says so");
        } else if (main.isEmpty()) {
            line("ROLE", "of an application; --main \"CLASS ARGUMENTS\" asks for a certain one");
        } else if (isObserved()) {
            line("ROLE", role + ", by its main class " + main);
        } else {
            line("ROLE", "skipped: " + main + " is a tool or a command-line client, the agent leaves it at once");
            line("", "role=app observes it all the same");
        }
        return isObserved();
    }

    private void options() {
        String label = "OPTIONS";
        for (Option option : Option.values()) {
            String value = options.get(option);
            line(label, option.word() + "=" + value + " (" + options.source(option) + ")");
            label = "";
        }
        label = "NOT CLEAR";
        for (String complaint : complaints) {
            line(label, complaint);
            label = "";
        }
    }

    private void complainOfVariables() {
        for (String variable : host.environment().keySet()) {
            if (variable.startsWith("FIRSTFAULT_")) {
                boolean known = false;
                for (Option option : Option.values()) {
                    known |= option.variable().equals(variable);
                }
                if (!known) {
                    complaints.add("the environment's " + variable + " is no option");
                }
            }
        }
    }

    private void directory() {
        String label = "DIRECTORY";
        for (File candidate : WorkDirectory.candidates(
                options.get(Option.DIR),
                host.environment(),
                property("java.io.tmpdir", "/tmp"),
                property("user.name", System.getProperty("user.name", "unknown")))) {
            File existing = existing(candidate);
            String trouble = troubleWith(existing);
            if (trouble.isEmpty()) {
                directory = candidate;
                line(
                        label,
                        candidate + (existing.equals(candidate) ? "" : " (would be made)") + ", "
                                + Words.bytes(existing.getUsableSpace()) + " free; a black box takes "
                                + Words.bytes(BoxFiles.SIZE));
                break;
            }
            line(label, candidate + " is passed over: " + existing + " " + trouble);
            label = "";
        }
        if (directory == null) {
            line("", "the process would run without a black box");
        } else if (directory.getName().startsWith("firstfault-")) {
            line("", "a temporary directory: a container, and often a boot, loses it; set dir=");
        }
    }

    /** The nearest that there is on the way up. */
    private static File existing(File file) {
        File existing = file.getAbsoluteFile();
        while (!existing.exists() && existing.getParentFile() != null) {
            existing = existing.getParentFile();
        }
        return existing;
    }

    private static String troubleWith(File existing) {
        if (!existing.isDirectory()) {
            return "is no directory";
        }
        if (!existing.canWrite()) {
            return "cannot be written to by " + System.getProperty("user.name");
        }
        return existing.getUsableSpace() < BoxFiles.SIZE ? "has no room for a box" : "";
    }

    private void boxes() {
        if (directory == null) {
            return;
        }
        File own = new File(directory, BoxFiles.name(app(), clock.epochMillis(), 0));
        int alive = 0;
        File last = null;
        List<File> ofApp = BoxFiles.ofSameApp(own);
        for (File box : ofApp) {
            Liveness liveness = Liveness.of(box, clock.epochMillis());
            alive += liveness == Liveness.ALIVE ? 1 : 0;
            last = last == null && liveness == Liveness.DEAD ? box : last;
        }
        line(
                "BOXES",
                ofApp.size() + " of " + app() + ", " + alive + " of them of running processes; "
                        + BoxFiles.list(directory).length + " in all");
        line(
                "",
                "at most " + options.get(Option.KEEP) + " of dead processes of an application, "
                        + options.get(Option.KEEP_MB) + " MB in all, " + options.get(Option.KEEP_DAYS) + " days");
        if (last != null) {
            line("", "the process before: report " + last);
        }
    }

    private String app() {
        String app = options.get(Option.APP);
        return app.isEmpty() ? AppName.of(host.program, roleWord()) : app;
    }

    private void port() {
        String wished = options.get(Option.PORT);
        if (!options.isOn(Option.METRICS) || wished.equals("off")) {
            line("PORT", "none: nothing is served");
            return;
        }
        String bind = options.get(Option.BIND);
        try {
            int port = Integer.parseInt(wished);
            int next = HttpListener.nextFree(bind, port);
            line(
                    "PORT",
                    port == 0
                            ? "any free one"
                            : next == port ? port + " is free" : port + " is taken, " + next + " is free");
        } catch (IOException | NumberFormatException none) {
            line("PORT", "none: cannot listen on " + bind + ":" + wished + ": " + none.getMessage());
        }
    }

    private void memory() {
        long limit = host.started.memoryLimitBytes();
        line(
                "MEMORY",
                limit < 0 ? "no limit of a control group" : "the control group is limited to " + Words.bytes(limit));
        for (String option : host.started.options()) {
            if (option.startsWith("-Xmx")) {
                line("", "heap " + option);
            }
        }
    }

    private void lastWords() {
        Map<String, String> flags = host.started.flags();
        boolean ends = "true".equals(flags.get("ExitOnOutOfMemoryError"))
                || "true".equals(flags.get("CrashOnOutOfMemoryError"));
        boolean dumps = "true".equals(flags.get("HeapDumpOnOutOfMemoryError"));
        line(
                "OUT OF HEAP",
                ends
                        ? "the JVM ends at the first OutOfMemoryError"
                        : "the JVM goes on, maybe without the thread that mattered; -XX:+ExitOnOutOfMemoryError ends it");
        if (dumps) {
            line("", "it dumps the heap first, to " + flags.getOrDefault("HeapDumpPath", "its working directory"));
        }
    }

    private String property(String name, String otherwise) {
        return host.properties.getProperty(name, otherwise);
    }

    private void line(String label, String text) {
        page.append(label);
        for (int i = label.length(); i < LABEL_WIDTH; i++) {
            page.append(' ');
        }
        page.append(text).append('\n');
    }
}
