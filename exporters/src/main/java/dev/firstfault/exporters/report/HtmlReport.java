package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.exporters.html.MarkupWriter;
import dev.firstfault.exporters.report.picture.Picture;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The report on one process as a page: verdict and picture on the first screen, then all that the text report says, in
 * its order. One file, no script, nothing loaded.
 */
public final class HtmlReport {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final MarkupWriter out;
    private final ReportTimes times;
    private final ZoneId zone;
    private final DiagnosedProcess process;
    private final Timeline timeline;
    private final Verdict verdict;

    private HtmlReport(DiagnosedProcess process, ZoneId zone) {
        this.process = process;
        this.zone = zone;
        timeline = process.timeline();
        verdict = process.verdict();
        times = new ReportTimes(zone);
        Fault fault = verdict.firstFault();
        String app = ReportText.oneLine(timeline.process().get(ProcessInfo.APP));
        String title = app + ": "
                + (fault == null ? verdict.ending().kind().word() : fault.kind().word());
        out = HtmlPage.begin(title);
    }

    /**
     * The page on one process.
     *
     * @param zone the zone that times are shown in
     */
    public static String of(DiagnosedProcess process, ZoneId zone) {
        HtmlReport report = new HtmlReport(process, zone);
        report.title();
        report.answers();
        report.picture();
        report.story();
        report.facts();
        new HtmlDetails(report.out, report.times).render(process);
        return HtmlPage.end(report.out, report.footer());
    }

    private String footer() {
        String version = timeline.process().get(ProcessInfo.AGENT_VERSION);
        return "firstfault" + (version.isEmpty() ? "" : " " + version) + ". Times are "
                + times.offset(timeline.originEpochMillis()) + ".";
    }

    private void title() {
        ProcessInfo facts = timeline.process();
        long started = facts.number(ProcessInfo.START_EPOCH_MILLIS, timeline.originEpochMillis());
        long last = timeline.epochMillis(timeline.endNanos());
        String app = facts.get(ProcessInfo.APP);
        String role = facts.get(ProcessInfo.ROLE);
        out.open("h1").text(ReportText.oneLine(app) + " ");
        out.open("small")
                .text(ReportText.oneLine((app.equals(role) ? "" : role + ", ") + "pid " + facts.get(ProcessInfo.PID)
                        + ", JDK " + facts.get(ProcessInfo.JDK) + ", started " + times.full(started)
                        + ", recorded for " + ReportTimes.duration(Math.max(0, last - started))
                        + (timeline.alive() ? ", as of " + times.clock(last) : "")))
                .close();
        out.close().line();
    }

    private void answers() {
        out.open("section", "verdict");
        ending(verdict.ending());
        firstFault(verdict.firstFault());
        out.close().line();
    }

    private void ending(Ending ending) {
        boolean running = ending.kind() == EndingKind.RUNNING;
        Integer exitCode = ending.exitCode();
        out.open("div", "card").element("h2", "", running ? "Now" : "How it ended");
        out.open("p", "kind").text(ending.kind().word() + (exitCode == null ? "" : ", exit code " + exitCode) + " ");
        if (!ending.certain()) {
            out.element("span", "chip none", "most likely");
        }
        out.close().element("p", "", ReportText.oneLine(ending.summary()));
        out.close();
    }

    private void firstFault(@org.jspecify.annotations.Nullable Fault fault) {
        out.open("div", fault == null ? "card good" : "card fault").element("h2", "", "What went wrong first");
        if (fault == null) {
            out.element("p", "kind", "nothing").element("p", "", "Nothing that was observed went wrong.");
        } else if (fault.confidence() == Confidence.NONE) {
            out.element("p", "kind", "not enough evidence");
            out.element("p", "lead", ReportText.oneLine(fault.summary()));
            hypotheses();
        } else {
            out.open("p", "kind").text(fault.kind().word() + " ");
            String confidence = fault.confidence().word();
            out.element("span", "chip " + confidence, confidence + " confidence")
                    .close();
            out.open("p", "target").text(ReportText.oneLine(fault.target()));
            String clock = times.clock(timeline.epochMillis(fault.atNanos()));
            out.text((fault.target().isEmpty() ? "at " : ", at ") + clock).close();
            out.element("p", "lead", ReportText.oneLine(fault.summary()));
        }
        out.close();
    }

    private void hypotheses() {
        out.open("ul", "");
        for (Hypothesis hypothesis : verdict.hypotheses()) {
            String subject = (hypothesis.kind().word() + " " + hypothesis.target()).trim();
            long score = Math.round(hypothesis.score() * 100);
            out.element("li", "", ReportText.oneLine(subject) + ": " + score + " of 100");
        }
        out.close();
    }

    private void picture() {
        Picture picture = new Picture(timeline, verdict, zone);
        if (picture.isEmpty()) {
            return;
        }
        out.open("figure", "");
        picture.render(out);
        boolean shaded = verdict.firstFault() != null && verdict.firstFault().confidence() != Confidence.NONE;
        if (shaded || !verdict.timeline().isEmpty()) {
            out.element(
                    "figcaption",
                    "",
                    (shaded ? "Shaded: since the first fault. " : "")
                            + (verdict.timeline().isEmpty() ? "" : "The numbers are those of the story."));
        }
        out.close().line();
    }

    private void story() {
        if (verdict.timeline().isEmpty()) {
            return;
        }
        out.element("h2", "", "Story").open("ol", "story");
        int number = 0;
        for (Moment moment : verdict.timeline()) {
            long relative = (moment.atNanos() - process.referenceNanos()) / NANOS_PER_MILLI;
            String role = moment.role().word();
            out.line().open("li", role);
            out.open("span", "badge " + role)
                    .attribute("title", role)
                    .text(String.valueOf(++number))
                    .close();
            out.element("time", "", times.clock(timeline.epochMillis(moment.atNanos())));
            out.element("span", "after", ReportTimes.relative(relative));
            String note = moment.role() == MomentRole.FIRST ? "first: " : "";
            out.element("span", "what", note + ReportText.oneLine(moment.what()));
            out.close();
        }
        out.close().line();
    }

    private void facts() {
        List<String> consequences = new ArrayList<>();
        for (Consequence consequence : verdict.consequences()) {
            consequences.add(consequence.kind() + ": " + consequence.summary());
        }
        List<String> ruledOut = new ArrayList<>();
        for (RuledOut entry : verdict.ruledOut()) {
            ruledOut.add(entry.kind().word() + ": " + entry.because());
        }
        boolean none = consequences.isEmpty()
                && ruledOut.isEmpty()
                && verdict.missing().isEmpty()
                && verdict.advice().isEmpty();
        if (none) {
            return;
        }
        out.open("section", "facts");
        list("Not causes: what followed", "card", consequences);
        list("Ruled out", "card", ruledOut);
        list("Missing", "card", verdict.missing());
        list("Next", "card next", verdict.advice());
        out.close().line();
    }

    private void list(String title, String style, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        out.line().open("div", style).element("h2", "", title).open("ul", "");
        for (String text : texts) {
            out.element("li", "", ReportText.oneLine(text));
        }
        out.close().close();
    }
}
