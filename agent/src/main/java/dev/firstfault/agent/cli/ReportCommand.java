package dev.firstfault.agent.cli;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.exporters.report.HtmlReport;
import dev.firstfault.exporters.report.JsonReport;
import dev.firstfault.exporters.report.TextReport;
import dev.firstfault.exporters.report.TextStyle;
import dev.firstfault.signals.Timeline;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code report FILE|DIR…}: what ended each process and what went wrong first. */
final class ReportCommand {

    private String format = "text";
    private @Nullable File output;
    private Witness witness = Witness.NONE;
    private boolean color = isTerminal() && System.getenv("NO_COLOR") == null;
    private final List<File> inputs = new ArrayList<>();

    private ReportCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException, IOException {
        ReportCommand command = new ReportCommand();
        command.parse(arguments);
        return command.report(out, err);
    }

    /** Where stdout goes: {@code System.console()} would ask stdin too, and is never null from JDK 22 on. */
    private static boolean isTerminal() {
        try {
            String target = new File("/proc/self/fd/1").getCanonicalPath();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException noProc) {
            return false;
        }
    }

    private void parse(List<String> arguments) throws UsageException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--format":
                    format = next(arguments, ++i, argument);
                    break;
                case "-o":
                    output = new File(next(arguments, ++i, argument));
                    break;
                case "--exit-code":
                    witness = witness.withExitCode(number(next(arguments, ++i, argument)));
                    break;
                case "--color":
                    color = true;
                    break;
                default:
                    if (argument.startsWith("-")) {
                        throw new UsageException("unknown option '" + argument + "'");
                    }
                    inputs.add(new File(argument));
            }
        }
        if (inputs.isEmpty()) {
            throw new UsageException("report takes black boxes, or directories with black boxes");
        }
        if (!format.equals("text") && !format.equals("json") && !format.equals("html")) {
            throw new UsageException("--format is text, json or html, not '" + format + "'");
        }
    }

    private static String next(List<String> arguments, int index, String option) throws UsageException {
        if (index >= arguments.size()) {
            throw new UsageException(option + " takes a value");
        }
        return arguments.get(index);
    }

    private static int number(String text) throws UsageException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--exit-code takes a number, not '" + text + "'");
        }
    }

    private int report(PrintStream out, PrintStream err) throws IOException {
        boolean several = inputs.size() > 1 || inputs.get(0).isDirectory();
        List<DiagnosedProcess> processes = new ArrayList<>();
        for (File file : boxes(err)) {
            try {
                Timeline timeline = BlackBoxReader.read(file);
                processes.add(new DiagnosedProcess(file.getPath(), timeline, Diagnosis.diagnose(timeline, witness)));
            } catch (IOException unreadable) {
                err.println("firstfault: cannot read " + file + ": " + unreadable.getMessage());
            }
        }
        if (processes.isEmpty()) {
            return CommandLine.UNREADABLE;
        }
        String text = rendered(processes, several);
        if (output == null) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } else {
            Files.write(output.toPath(), text.getBytes(StandardCharsets.UTF_8));
        }
        return CommandLine.DONE;
    }

    /** The boxes named, and those in the directories named, oldest first. */
    private List<File> boxes(PrintStream err) {
        List<File> boxes = new ArrayList<>();
        for (File input : inputs) {
            if (!input.isDirectory()) {
                boxes.add(input);
                continue;
            }
            List<File> inside = new ArrayList<>(java.util.Arrays.asList(BoxFiles.list(input)));
            if (inside.isEmpty()) {
                err.println("firstfault: no black box (*" + BoxFiles.SUFFIX + ") in " + input);
            }
            Collections.reverse(inside);
            boxes.addAll(inside);
        }
        return boxes;
    }

    private String rendered(List<DiagnosedProcess> processes, boolean several) {
        if (format.equals("json")) {
            return (several ? JsonReport.of(processes) : JsonReport.of(processes.get(0))) + "\n";
        }
        TextStyle style = color && output == null && format.equals("text") ? TextStyle.COLOUR : TextStyle.PLAIN;
        TextReport report = new TextReport(ZoneId.systemDefault(), style);
        String text = processes.size() > 1 ? report.of(processes) : report.of(processes.get(0));
        return format.equals("html") ? HtmlReport.of(text) : text;
    }
}
