package dev.firstfault.exporters.report;

import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.util.List;
import java.util.Map;

/** What stands below the first screen: the process, what was lost of its records, how the agent fared, the first errors. */
final class TextDetails {

    private final ReportTimes times;
    private final TextStyle style;

    TextDetails(ReportTimes times, TextStyle style) {
        this.times = times;
        this.style = style;
    }

    void render(DiagnosedProcess process, StringBuilder out) {
        facts(process).render(out, style);
        records(process.timeline()).render(out, style);
        agentHealth(process.timeline()).render(out, style);
        flightRecorder(process, out);
        heapClasses(process.timeline().process().get(ProcessInfo.HEAP_CLASSES), out);
        firstErrors(process.timeline(), out);
    }

    private Section facts(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        Section section = new Section("PROCESS", 0);
        if (!process.source().isEmpty()) {
            section.add("read from " + process.source());
        }
        for (Map.Entry<String, String> fact : timeline.process().values().entrySet()) {
            if (!fact.getKey().startsWith(ProcessInfo.FLAG_PREFIX)
                    && !fact.getKey().equals(ProcessInfo.HEAP_CLASSES)) {
                section.add(fact.getKey() + " = " + fact.getValue());
            }
        }
        for (Map.Entry<String, String> flag : timeline.process().flags().entrySet()) {
            section.add("JVM flag " + flag.getKey() + " = " + flag.getValue());
        }
        return section.add("agent started " + times.full(timeline.originEpochMillis()) + ", last record "
                + times.full(timeline.epochMillis(timeline.endNanos())));
    }

    private static Section records(Timeline timeline) {
        Damage damage = timeline.damage();
        Section section = new Section("RECORDS", 0);
        section.add(timeline.frames().size() + " samples, " + timeline.signals().size() + " signals, "
                + timeline.errors().size() + " distinct errors");
        section.add(damage.recordsRead() + " records read, " + damage.recordsSkipped() + " damaged and skipped");
        for (String note : damage.notes()) {
            section.addItem(note);
        }
        return section;
    }

    private Section agentHealth(Timeline timeline) {
        Section section = new Section("AGENT HEALTH", 0);
        for (String complaint : AgentComplaints.of(timeline, times)) {
            section.addItem(complaint);
        }
        return section.isEmpty() ? section.add(AgentComplaints.NONE) : section;
    }

    /** The file on a line of its own, to be copied. */
    private void flightRecorder(DiagnosedProcess process, StringBuilder out) {
        Section section = new Section("RECORDER", 0);
        for (String note : FlightNotes.of(process, times)) {
            section.addItem(note);
        }
        section.render(out, style);
        if (!process.recording().isEmpty()) {
            out.append("              ")
                    .append(ReportText.oneLine(process.recording()))
                    .append('\n');
        }
    }

    private void firstErrors(Timeline timeline, StringBuilder out) {
        List<ErrorDetail> errors = FirstErrors.of(timeline);
        if (errors.isEmpty()) {
            return;
        }
        out.append('\n')
                .append(style.bold("FIRST ERRORS, each in the words of whoever threw it"))
                .append('\n');
        for (ErrorDetail error : errors) {
            String sqlState = error.sqlState();
            out.append(times.clock(timeline.epochMillis(error.atNanos())))
                    .append("  ")
                    .append(ReportText.oneLine(error.type()))
                    .append(sqlState == null ? "" : ", SQLState " + ReportText.oneLine(sqlState))
                    .append(error.vendorCode() == 0 ? "" : ", code " + error.vendorCode())
                    .append(", thread ")
                    .append(ReportText.oneLine(error.thread()))
                    .append('\n');
            for (String line : ReportText.wrapped(error.message(), Section.TEXT_WIDTH)) {
                out.append("              ").append(line).append('\n');
            }
            frames(error.frames(), out);
        }
    }

    /** Bytes, objects and class, a line each. */
    private void heapClasses(String classes, StringBuilder out) {
        if (classes.isEmpty()) {
            return;
        }
        out.append('\n')
                .append(style.bold("HEAP, when three quarters of it could not be freed: bytes, objects, class"))
                .append('\n');
        for (String line : classes.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                out.append("              ");
                ReportText.right(words[0], 12, out);
                ReportText.right(words[1], 12, out);
                out.append("  ").append(ReportText.oneLine(words[2])).append('\n');
            }
        }
    }

    private static void frames(String frames, StringBuilder out) {
        for (int start = 0; start < frames.length(); ) {
            int end = frames.indexOf('\n', start);
            String frame = end < 0 ? frames.substring(start) : frames.substring(start, end);
            if (!frame.isEmpty()) {
                out.append("                at ")
                        .append(ReportText.oneLine(frame))
                        .append('\n');
            }
            start = end < 0 ? frames.length() : end + 1;
        }
    }
}
