package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.fleet.Fleet;
import dev.firstfault.diagnosis.fleet.ProcessDigest;
import dev.firstfault.diagnosis.fleet.SharedFault;
import dev.firstfault.diagnosis.fleet.SharedTrouble;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.exporters.html.MarkupWriter;
import java.io.File;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Many processes as one page: what they share, then a table with a row for each. */
public final class HtmlFleetReport implements FleetReport {

    private static final String[] COLUMNS = {"Started", "Process", "Ending", "First fault"};

    private final Appendable target;
    private final ReportTimes times;
    private final Fleet fleet = new Fleet();

    /**
     * A page that is written at its end.
     *
     * @param zone the zone that times are shown in
     */
    public HtmlFleetReport(Appendable target, ZoneId zone) {
        this.target = target;
        this.times = new ReportTimes(zone);
    }

    @Override
    public void add(DiagnosedProcess process) {
        fleet.add(process.digest());
    }

    @Override
    public void end() throws IOException {
        List<ProcessDigest> processes = fleet.processes();
        MarkupWriter out = HtmlPage.begin(processes.size() + " processes");
        out.element("h1", "", processes.size() + " processes");
        List<SharedTrouble> troubles = fleet.troubles();
        for (SharedTrouble trouble : troubles) {
            trouble(out, trouble);
        }
        out.open("section", "facts");
        firstFaults(out);
        endings(out);
        out.close();
        table(out, processes, troubles);
        long last =
                processes.isEmpty() ? 0 : processes.get(processes.size() - 1).lastMillis();
        target.append(HtmlPage.end(out, "firstfault. Times are " + times.offset(last) + "."));
    }

    private void trouble(MarkupWriter out, SharedTrouble trouble) {
        ProcessDigest neighbour = trouble.neighbour();
        out.open("div", neighbour == null ? "card shared" : "card shared fault");
        out.element("h2", "", "Who troubled the others on " + trouble.server());
        if (neighbour != null) {
            String confidence = trouble.confidence().word();
            out.open("p", "kind").text(ReportText.oneLine(neighbour.name()) + " ");
            out.element("span", "chip " + confidence, confidence + " confidence")
                    .close();
            out.element("p", "target", "from " + times.clock(trouble.loadMillis()) + " on");
        }
        out.element("p", "lead", ReportText.oneLine(trouble.summary())).close().line();
    }

    private void firstFaults(MarkupWriter out) {
        out.open("div", "card").element("h2", "", "What went wrong first").open("ul");
        for (SharedFault fault : fleet.firstFaults()) {
            out.element("li", "", ReportText.oneLine(FleetWords.shared(fault, times)));
        }
        out.close().close();
    }

    private void endings(MarkupWriter out) {
        out.open("div", "card").element("h2", "", "How they ended").open("ul");
        for (Map.Entry<String, Integer> ending : fleet.endings().entrySet()) {
            out.element("li", "", ending.getValue() + " x " + ending.getKey());
        }
        out.close().close();
    }

    private void table(MarkupWriter out, List<ProcessDigest> processes, List<SharedTrouble> troubles) {
        out.open("table").open("thead").open("tr");
        for (String column : COLUMNS) {
            out.element("th", "", column);
        }
        out.close().close().open("tbody");
        for (ProcessDigest process : processes) {
            boolean neighbour = false;
            for (SharedTrouble trouble : troubles) {
                neighbour |= trouble.neighbour() == process;
            }
            out.line().open("tr", neighbour ? "neighbour" : "");
            out.element("td", "time", times.second(process.startedMillis()));
            out.open("td", "process").text(ReportText.oneLine(process.name()));
            out.element("div", "sub", ReportText.oneLine(new File(process.source()).getName()))
                    .close();
            out.element("td", "", FleetWords.ending(process));
            fault(out, process);
            out.close();
        }
        out.close().close();
    }

    private void fault(MarkupWriter out, ProcessDigest process) {
        Fault fault = process.firstFault();
        out.open("td");
        if (fault == null) {
            out.text("none").close();
            return;
        }
        boolean named = fault.confidence() != Confidence.NONE;
        out.text(named ? fault.kind().word() + " " : "not enough evidence ");
        if (named) {
            out.element(
                    "span",
                    "chip " + fault.confidence().word(),
                    fault.confidence().word());
        }
        out.text(" " + times.clock(process.faultMillis()));
        out.element("div", "sub", ReportText.oneLine(fault.summary())).close();
    }
}
