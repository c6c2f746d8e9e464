package dev.firstfault.agent.cli;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.blackbox.BoxFiles;
import dev.firstfault.blackbox.FlightFiles;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.exporters.report.FleetReport;
import dev.firstfault.exporters.report.HtmlFleetReport;
import dev.firstfault.exporters.report.HtmlReport;
import dev.firstfault.exporters.report.JsonFleetReport;
import dev.firstfault.exporters.report.JsonReport;
import dev.firstfault.exporters.report.TextFleetReport;
import dev.firstfault.exporters.report.TextReport;
import dev.firstfault.exporters.report.TextStyle;
import dev.firstfault.signals.Timeline;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
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
    private final Witnesses witnesses = new Witnesses();
    private boolean color = Progress.isTerminal(1) && System.getenv("NO_COLOR") == null;
    private final List<File> inputs = new ArrayList<>();

    private ReportCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException, IOException {
        ReportCommand command = new ReportCommand();
        command.parse(arguments);
        return command.report(out, err);
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
                    witnesses.exitCode(number(next(arguments, ++i, argument)));
                    break;
                case "--reason":
                    witnesses.reason(next(arguments, ++i, argument));
                    break;
                case "--log":
                    witnesses.log(readable(next(arguments, ++i, argument)));
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

    private static File readable(String path) throws UsageException {
        File file = new File(path);
        if (!file.isFile() || !file.canRead()) {
            throw new UsageException("--log takes a file that can be read, not '" + path + "'");
        }
        return file;
    }

    private int report(PrintStream out, PrintStream err) throws IOException {
        List<File> boxes = boxes(err);
        // JSON of a directory has the form of a fleet however many boxes are there: programs read it.
        boolean several = boxes.size() > 1
                || (format.equals("json") && (inputs.size() > 1 || inputs.get(0).isDirectory()));
        return several ? fleet(boxes, out, err) : single(boxes, out, err);
    }

    private int single(List<File> boxes, PrintStream out, PrintStream err) throws IOException {
        DiagnosedProcess process = boxes.isEmpty() ? null : diagnose(boxes.get(0), true, err);
        if (process == null) {
            return CommandLine.UNREADABLE;
        }
        Writer writer = writer(out);
        writer.write(rendered(process));
        finish(writer);
        return CommandLine.DONE;
    }

    /** One box after the other: at no time more than one is held. */
    private int fleet(List<File> boxes, PrintStream out, PrintStream err) throws IOException {
        Progress progress = new Progress(err, boxes.size());
        Writer writer = null;
        FleetReport report = null;
        int done = 0;
        for (File box : boxes) {
            DiagnosedProcess process = diagnose(box, done == boxes.size() - 1, err);
            if (process != null) {
                if (writer == null || report == null) {
                    writer = writer(out);
                    report = fleetReport(writer);
                }
                report.add(process);
            }
            progress.done(++done);
        }
        progress.clear();
        if (writer == null || report == null) {
            return CommandLine.UNREADABLE;
        }
        report.end();
        finish(writer);
        return CommandLine.DONE;
    }

    /** @param newest the one that the command line may tell more of */
    private @Nullable DiagnosedProcess diagnose(File file, boolean newest, PrintStream err) {
        try {
            Timeline timeline = BlackBoxReader.read(file);
            Witness witness = witnesses.about(file, timeline, newest);
            File recording = timeline.alive() ? null : FlightFiles.recording(file);
            return new DiagnosedProcess(
                    file.getPath(),
                    timeline,
                    Diagnosis.diagnose(timeline, witness),
                    recording == null ? "" : recording.getPath());
        } catch (IOException unreadable) {
            err.println("firstfault: cannot read " + file + ": " + unreadable.getMessage());
            return null;
        }
    }

    /** Where the report goes, opened when there is one to write. */
    private Writer writer(PrintStream out) throws IOException {
        OutputStream target = output == null ? out : Files.newOutputStream(output.toPath());
        return new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
    }

    private void finish(Writer writer) throws IOException {
        if (output == null) {
            writer.flush(); // stdout is not ours to close
        } else {
            writer.close();
        }
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

    private String rendered(DiagnosedProcess process) {
        switch (format) {
            case "json":
                return JsonReport.of(process);
            case "html":
                return HtmlReport.of(process, ZoneId.systemDefault());
            default:
                return new TextReport(ZoneId.systemDefault(), style()).of(process);
        }
    }

    private FleetReport fleetReport(Appendable target) {
        switch (format) {
            case "json":
                return new JsonFleetReport(target);
            case "html":
                return new HtmlFleetReport(target, ZoneId.systemDefault());
            default:
                return new TextFleetReport(target, ZoneId.systemDefault(), style());
        }
    }

    private TextStyle style() {
        return color && output == null ? TextStyle.COLOUR : TextStyle.PLAIN;
    }
}
