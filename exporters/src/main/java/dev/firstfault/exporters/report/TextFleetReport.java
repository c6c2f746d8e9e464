package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.fleet.Fleet;
import dev.firstfault.diagnosis.fleet.ProcessDigest;
import dev.firstfault.diagnosis.fleet.SharedFault;
import dev.firstfault.diagnosis.fleet.SharedTrouble;
import java.io.File;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;

/** Many processes for people: what they share, then a row for each. */
public final class TextFleetReport implements FleetReport {

    private static final int STARTED = 21;
    private static final int NAME = 30;
    private static final int ENDING = 24;

    private final Appendable out;
    private final TextStyle style;
    private final ReportTimes times;
    private final Fleet fleet = new Fleet();

    /**
     * A report that is written at its end.
     *
     * @param zone the zone that times are shown in
     */
    public TextFleetReport(Appendable out, ZoneId zone, TextStyle style) {
        this.out = out;
        this.style = style;
        this.times = new ReportTimes(zone);
    }

    @Override
    public void add(DiagnosedProcess process) {
        fleet.add(process.digest());
    }

    @Override
    public void end() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(style.bold(fleet.processes().size() + " processes")).append("\n\n");
        neighbours().render(text, style);
        firstFaults().render(text, style);
        endings().render(text, style);
        text.append('\n');
        row(text, "STARTED", "PROCESS", "ENDING", "FIRST FAULT");
        for (ProcessDigest process : fleet.processes()) {
            row(
                    text,
                    times.second(process.startedMillis()),
                    process.name(),
                    FleetWords.ending(process),
                    FleetWords.firstFault(process, times));
        }
        String example = fleet.processes().isEmpty()
                ? "FILE"
                : new File(fleet.processes().get(0).source()).getName();
        text.append("\nThe whole report on one of them: report FILE, such as ")
                .append(ReportText.oneLine(example))
                .append('\n');
        out.append(text);
    }

    private Section neighbours() {
        Section section = new Section("NEIGHBOUR", 1);
        for (SharedTrouble trouble : fleet.troubles()) {
            ProcessDigest neighbour = trouble.neighbour();
            if (neighbour == null) {
                section.addItem(trouble.summary());
            } else {
                section.addItem(trouble.confidence().word() + " confidence, from " + times.clock(trouble.loadMillis())
                        + " on: " + trouble.summary());
            }
        }
        return section;
    }

    private Section firstFaults() {
        Section section = new Section("FIRST FAULTS", 1);
        for (SharedFault fault : fleet.firstFaults()) {
            section.addItem(FleetWords.shared(fault, times));
        }
        return section;
    }

    private Section endings() {
        Section section = new Section("ENDINGS", 1);
        for (Map.Entry<String, Integer> ending : fleet.endings().entrySet()) {
            section.add(ending.getValue() + " x " + ending.getKey());
        }
        return section;
    }

    private static void row(StringBuilder text, String started, String name, String ending, String fault) {
        column(text, started, STARTED);
        column(text, name, NAME);
        column(text, ending, ENDING);
        text.append(ReportText.oneLine(fault)).append('\n');
    }

    private static void column(StringBuilder text, String value, int width) {
        String line = ReportText.oneLine(value);
        String cell = line.length() < width ? line : ReportText.cut(line, width - 1);
        text.append(cell);
        for (int i = cell.length(); i < width; i++) {
            text.append(' ');
        }
    }
}
