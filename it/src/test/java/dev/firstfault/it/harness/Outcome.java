package dev.firstfault.it.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that whoever started a program gets to see of it. */
public record Outcome(int exitCode, List<String> stdout, List<String> stderr) {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Runs a command to its end, whatever that is. */
    public static Outcome of(List<String> command, Map<String, String> environment) {
        try (RunningProcess process =
                RunningProcess.start(command.toString(), WorkDirectory.create("command"), command, environment)) {
            int exitCode = process.awaitExit(TIMEOUT);
            return new Outcome(exitCode, process.lines(process.stdoutFile()), process.lines(process.stderrFile()));
        }
    }

    /** What the agent said on standard error. */
    public List<String> agentLines() {
        return stderr.stream().filter(Outcome::isOfAgent).toList();
    }

    /** What a program does that an agent must not change: its exit code, its output, its own lines on standard error. */
    public Outcome ofHost() {
        return new Outcome(
                exitCode,
                stdout,
                stderr.stream().filter(line -> !isOfAgent(line)).toList());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of("exit code " + exitCode, "--- stdout"));
        lines.addAll(stdout);
        lines.add("--- stderr");
        lines.addAll(stderr);
        return String.join("\n", lines);
    }

    private static boolean isOfAgent(String line) {
        return line.startsWith(JvmUnderTest.AGENT_LINE_PREFIX);
    }
}
