package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.exporters.html.MarkupWriter;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.util.List;
import java.util.Map;

/** What stands at the foot of the page: the first errors, how the agent fared, its records, the process. */
final class HtmlDetails {

    private final MarkupWriter out;
    private final ReportTimes times;

    HtmlDetails(MarkupWriter out, ReportTimes times) {
        this.out = out;
        this.times = times;
    }

    void render(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        firstErrors(timeline);
        heapClasses(timeline.process().get(ProcessInfo.HEAP_CLASSES));
        agentHealth(timeline);
        flightRecorder(process);
        records(timeline);
        facts(process);
    }

    private void firstErrors(Timeline timeline) {
        List<ErrorDetail> errors = FirstErrors.of(timeline);
        if (errors.isEmpty()) {
            return;
        }
        begin("Evidence: the first errors, each in the words of whoever threw it", true);
        for (ErrorDetail error : errors) {
            String sqlState = error.sqlState();
            out.open("div", "").open("p", "sub");
            out.text(times.clock(timeline.epochMillis(error.atNanos())) + "  " + ReportText.oneLine(error.type())
                            + (sqlState == null ? "" : ", SQLState " + ReportText.oneLine(sqlState))
                            + (error.vendorCode() == 0 ? "" : ", code " + error.vendorCode()) + ", thread "
                            + ReportText.oneLine(error.thread()))
                    .close();
            out.element("p", "", ReportText.oneLine(error.message()));
            if (!error.frames().trim().isEmpty()) {
                out.element("pre", "", error.frames().trim());
            }
            out.close().line();
        }
        out.close();
    }

    /** Size, objects and class, a line each. */
    private void heapClasses(String classes) {
        if (classes.isEmpty()) {
            return;
        }
        begin("What filled the heap, when three quarters of it could not be freed", true);
        out.open("table").open("thead").open("tr");
        out.element("th", "", "size").element("th", "", "objects").element("th", "", "class");
        out.close().close().open("tbody");
        for (String line : classes.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                out.open("tr");
                out.element("td", "time", size(words[0]));
                out.element("td", "time", ReportText.oneLine(words[1]));
                out.element("td", "", ReportText.oneLine(words[2])).close();
            }
        }
        out.close().close().close();
    }

    private static String size(String bytes) {
        try {
            return Words.bytes(Long.parseLong(bytes));
        } catch (NumberFormatException damaged) {
            return ReportText.oneLine(bytes);
        }
    }

    private void agentHealth(Timeline timeline) {
        List<String> complaints = AgentComplaints.of(timeline, times);
        begin("Agent health", !complaints.isEmpty());
        if (complaints.isEmpty()) {
            out.element("p", "", AgentComplaints.NONE);
        }
        items(complaints);
        out.close();
    }

    private void flightRecorder(DiagnosedProcess process) {
        List<String> notes = FlightNotes.of(process, times);
        if (!notes.isEmpty()) {
            begin("Flight recorder", false);
            items(notes);
            if (!process.recording().isEmpty()) {
                out.element("pre", "", ReportText.oneLine(process.recording()));
            }
            out.close();
        }
    }

    private void items(List<String> items) {
        if (!items.isEmpty()) {
            out.open("ul", "");
            for (String item : items) {
                out.element("li", "", ReportText.oneLine(item));
            }
            out.close();
        }
    }

    private void records(Timeline timeline) {
        Damage damage = timeline.damage();
        begin("Records", damage.recordsSkipped() > 0 || !damage.notes().isEmpty());
        out.element(
                "p",
                "",
                timeline.frames().size() + " samples, " + timeline.signals().size() + " signals, "
                        + timeline.errors().size() + " distinct errors; " + damage.recordsRead() + " records read, "
                        + damage.recordsSkipped() + " damaged and skipped.");
        items(damage.notes());
        out.close();
    }

    private void facts(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        begin("Process", false);
        out.open("dl", "");
        if (!process.source().isEmpty()) {
            fact("read from", process.source());
        }
        for (Map.Entry<String, String> fact : timeline.process().values().entrySet()) {
            String name = fact.getKey();
            if (name.equals(ProcessInfo.HEAP_CLASSES)) {
                continue;
            }
            boolean flag = name.startsWith(ProcessInfo.FLAG_PREFIX);
            fact(flag ? "JVM flag " + name.substring(ProcessInfo.FLAG_PREFIX.length()) : name, fact.getValue());
        }
        fact("agent started", times.full(timeline.originEpochMillis()));
        fact("last record", times.full(timeline.epochMillis(timeline.endNanos())));
        out.close().close();
    }

    private void fact(String name, String value) {
        out.element("dt", "", ReportText.oneLine(name)).element("dd", "", ReportText.oneLine(value));
    }

    private void begin(String title, boolean open) {
        out.line().open("details", "");
        if (open) {
            out.attribute("open", "");
        }
        out.element("summary", "", title);
    }
}
