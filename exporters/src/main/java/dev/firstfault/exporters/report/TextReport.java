package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Verdicts for people: one screen that answers in the order of the questions (how did it end, what was first, what
 * followed, what was it not, what is not known, what to do), and the details below it.
 */
public final class TextReport {

    /** Lines of the classic terminal, VT100. */
    static final int SCREEN_LINES = 24;

    /** Ends the first screen. */
    static final String DETAILS = "DETAILS";

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int RELATIVE_WIDTH = 13;

    private final TextStyle style;
    private final ReportTimes times;

    /** @param zone the zone that times are shown in */
    public TextReport(ZoneId zone, TextStyle style) {
        this.style = style;
        this.times = new ReportTimes(zone);
    }

    /** The report on one process. */
    public String of(DiagnosedProcess process) {
        List<List<Section>> blocks = blocks(process);
        fit(blocks);
        StringBuilder out = new StringBuilder();
        out.append(style.bold(title(process))).append('\n');
        for (List<Section> block : blocks) {
            out.append('\n');
            for (Section section : block) {
                section.render(out, style);
            }
        }
        out.append('\n').append(style.bold(DETAILS)).append("\n\n");
        for (List<Section> block : blocks) {
            for (Section section : block) {
                if (section.clipped()) {
                    section.showAll();
                    section.render(out, style);
                    out.append('\n');
                }
            }
        }
        new TextDetails(times, style).render(process, out);
        return out.toString();
    }

    private String title(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        ProcessInfo facts = timeline.process();
        long started = facts.number(ProcessInfo.START_EPOCH_MILLIS, timeline.originEpochMillis());
        long last = timeline.epochMillis(timeline.endNanos());
        String app = facts.get(ProcessInfo.APP);
        String role = facts.get(ProcessInfo.ROLE);
        String line = (app.equals(role) ? app : app + ", " + role) + ", pid "
                + facts.get(ProcessInfo.PID) + ", JDK " + facts.get(ProcessInfo.JDK) + ", started "
                + times.full(started) + ", recorded for " + ReportTimes.duration(Math.max(0, last - started));
        String oneLine = ReportText.oneLine(line);
        return oneLine.length() > Section.WIDTH ? ReportText.cut(oneLine, Section.WIDTH) : oneLine;
    }

    private List<List<Section>> blocks(DiagnosedProcess process) {
        Verdict verdict = process.verdict();
        List<List<Section>> blocks = new ArrayList<>();
        add(blocks, ending(verdict.ending()), firstFault(process));
        add(blocks, moments(process));
        add(blocks, consequences(verdict), ruledOut(verdict), list("MISSING", 1, verdict.missing()));
        add(blocks, list("NEXT", 2, verdict.advice()));
        return blocks;
    }

    private static void add(List<List<Section>> blocks, Section... sections) {
        List<Section> filled = new ArrayList<>();
        for (Section section : sections) {
            if (!section.isEmpty()) {
                filled.add(section);
            }
        }
        if (!filled.isEmpty()) {
            blocks.add(filled);
        }
    }

    /** Takes lines from the section that has most to spare until all fit on the screen. */
    private static void fit(List<List<Section>> blocks) {
        int lines = 1; // the title
        for (List<Section> block : blocks) {
            lines++; // the empty line before it
            for (Section section : block) {
                lines += section.shown();
            }
        }
        while (lines > SCREEN_LINES) {
            Section longest = blocks.get(0).get(0);
            for (List<Section> block : blocks) {
                for (Section section : block) {
                    if (section.spare() > longest.spare()) {
                        longest = section;
                    }
                }
            }
            if (longest.spare() == 0) {
                return;
            }
            longest.giveUpLine();
            lines--;
        }
    }

    private Section ending(Ending ending) {
        Integer exitCode = ending.exitCode();
        return new Section("ENDING", 1)
                .add(ending.kind().word()
                        + (exitCode == null ? "" : ", exit code " + exitCode)
                        + (ending.certain() ? ": " : " (most likely): ")
                        + ending.summary());
    }

    private Section firstFault(DiagnosedProcess process) {
        Section section = new Section("FIRST FAULT", 3);
        Verdict verdict = process.verdict();
        Fault fault = verdict.firstFault();
        if (fault == null) {
            return section.add("none: nothing that was observed went wrong.");
        }
        if (fault.confidence() == Confidence.NONE) {
            section.addLine("not enough evidence").alarm().add(fault.summary());
            for (Hypothesis hypothesis : verdict.hypotheses()) {
                section.add((hypothesis.kind().word() + " " + hypothesis.target()).trim() + ": score "
                        + Math.round(hypothesis.score() * 100) + " of 100");
            }
            return section;
        }
        String headline = fault.kind().word() + ", " + fault.confidence().word() + " confidence"
                + (fault.target().isEmpty() ? "" : ", " + fault.target());
        return section.addLine(ReportText.oneLine(headline)).alarm().add(fault.summary());
    }

    private Section moments(DiagnosedProcess process) {
        Section section = new Section("TIMELINE", Verdict.MAX_MOMENTS);
        for (Moment moment : process.verdict().timeline()) {
            long relative = (moment.atNanos() - process.referenceNanos()) / NANOS_PER_MILLI;
            StringBuilder line = new StringBuilder();
            line.append(times.clock(process.timeline().epochMillis(moment.atNanos())));
            String distance = ReportTimes.relative(relative);
            for (int i = distance.length(); i < RELATIVE_WIDTH; i++) {
                line.append(' ');
            }
            line.append(distance).append("  ");
            line.append(marker(moment.role())).append(' ').append(ReportText.oneLine(moment.what()));
            section.addLine(line.toString());
            if (moment.role() == MomentRole.FIRST) {
                section.alarm();
            }
        }
        return section;
    }

    private static String marker(MomentRole role) {
        switch (role) {
            case FIRST:
                return ">>";
            case CONSEQUENCE:
                return "->";
            default:
                return "  ";
        }
    }

    private static Section consequences(Verdict verdict) {
        Section section = new Section("NOT CAUSES", 1);
        for (Consequence consequence : verdict.consequences()) {
            section.addItem(consequence.kind() + ": " + consequence.summary());
        }
        return section;
    }

    private static Section ruledOut(Verdict verdict) {
        Section section = new Section("RULED OUT", 1);
        for (RuledOut ruledOut : verdict.ruledOut()) {
            section.addItem(ruledOut.kind().word() + ": " + ruledOut.because());
        }
        return section;
    }

    private static Section list(String label, int minimum, List<String> texts) {
        Section section = new Section(label, minimum);
        for (String text : texts) {
            section.addItem(text);
        }
        return section;
    }
}
