package dev.firstfault.agent.cli;

import dev.firstfault.agent.Version;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Chooses the command; exit status 0 done, 1 the input could not be read at all, 2 wrong usage. */
public final class CommandLine {

    static final int DONE = 0;
    static final int UNREADABLE = 1;
    static final int WRONG_USAGE = 2;

    private static final String USAGE = "usage: java -jar firstfault-agent.jar COMMAND\n"
            + "  report FILE|DIR…   what ended each process and what went wrong first\n"
            + "      --format text|json|html   default text\n"
            + "      -o FILE                   write there instead of to stdout\n"
            + "      --exit-code N             the exit status that a supervisor saw, as evidence on the newest box\n"
            + "      --reason TEXT             what an orchestrator said of its end, likewise: OOMKilled\n"
            + "      --log FILE                a log of the JVM, systemd, the kernel, YARN or the kubelet, likewise\n"
            + "      --color                   colour even where stdout is no terminal\n"
            + "  attach PID [OPTIONS]  load the agent into a running JVM; options as after -javaagent:…=\n"
            + "  check [PID] [OPTIONS] what would happen in that JVM, or in one started like this one, and why\n"
            + "      --main \"CLASS ARGUMENTS\"  the program it would run\n"
            + "  --version, --help\n"
            + "To observe a JVM, start it with -javaagent:/path/to/firstfault-agent.jar[=port=9404,dir=/var/log/firstfault]\n";

    private CommandLine() {}

    /** Runs the command that the arguments name and returns the exit status. */
    public static int run(String[] arguments) throws Exception {
        return run(Arrays.asList(arguments), System.out, System.err);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        if (arguments.isEmpty()) {
            err.print(USAGE);
            return WRONG_USAGE;
        }
        List<String> rest = arguments.subList(1, arguments.size());
        try {
            switch (arguments.get(0)) {
                case "report":
                    return ReportCommand.run(rest, out, err);
                case "check":
                    return CheckCommand.run(rest, out, err);
                case "attach":
                    return AttachCommand.run(rest, out, err);
                case "--version":
                    out.println("firstfault " + Version.CURRENT);
                    return DONE;
                case "--help":
                case "-h":
                case "help":
                    out.print(USAGE);
                    return DONE;
                default:
                    throw new UsageException("unknown command '" + arguments.get(0) + "'");
            }
        } catch (UsageException wrong) {
            err.println("firstfault: " + wrong.getMessage());
            err.print(USAGE);
            return WRONG_USAGE;
        }
    }
}
