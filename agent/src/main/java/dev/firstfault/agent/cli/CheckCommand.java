package dev.firstfault.agent.cli;

import dev.firstfault.collectors.jvm.StartedJvm;
import dev.firstfault.signals.Clock;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code check [PID] [OPTIONS]}: what the agent would do in a JVM, and why. Does none of it. */
final class CheckCommand {

    private String pid = "self";
    private String program = "";
    private final List<String> options = new ArrayList<>();

    private CheckCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
        CheckCommand command = new CheckCommand();
        command.parse(arguments);
        HostCheck check;
        try {
            check = new HostCheck(command.host(), Clock.SYSTEM);
        } catch (IOException unreadable) {
            err.println("firstfault: cannot check: " + unreadable.getMessage());
            return CommandLine.UNREADABLE;
        }
        out.print(check.page());
        if (check.isMisunderstood()) {
            return CommandLine.WRONG_USAGE;
        }
        return check.hasBox() ? CommandLine.DONE : CommandLine.UNREADABLE;
    }

    private void parse(List<String> arguments) throws UsageException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--main")) {
                if (++i == arguments.size()) {
                    throw new UsageException("--main takes a main class or jar, with its arguments in one word");
                }
                program = arguments.get(i);
            } else if (argument.startsWith("-")) {
                throw new UsageException("unknown option '" + argument + "'");
            } else if (argument.matches("[0-9]+")) {
                pid = argument;
            } else {
                options.add(argument);
            }
        }
    }

    private CheckedJvm host() throws IOException {
        StartedJvm jvm = StartedJvm.of(pid);
        String given = options.isEmpty() ? null : String.join(",", options);
        return pid.equals("self") ? CheckedJvm.likeThis(jvm, program, given) : CheckedJvm.running(jvm, pid, given);
    }
}
