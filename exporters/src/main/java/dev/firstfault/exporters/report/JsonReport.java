package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.ending.Ending;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.exporters.json.JsonWriter;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Verdicts as JSON, schema {@value #SCHEMA}: keys are added, never renamed or removed. Times are ISO-8601 in UTC;
 * {@code relativeMillis} counts from the first fault, or from the agent's start where there is none.
 */
public final class JsonReport {

    static final int SCHEMA = 1;

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final JsonWriter json;

    /** @param json an object is open there, which the report goes into */
    JsonReport(JsonWriter json) {
        this.json = json;
    }

    /** The report on one process. */
    public static String of(DiagnosedProcess process) {
        JsonReport report = new JsonReport(new JsonWriter());
        report.json.beginObject().name("schema").value(SCHEMA);
        report.process(process);
        report.json.endObject();
        return report.json + "\n";
    }

    /** The keys of one process. */
    void process(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        Verdict verdict = process.verdict();
        facts(process);
        ending(verdict.ending(), timeline);
        firstFault(verdict, timeline);
        hypotheses(verdict);
        moments(process);
        consequences(verdict, timeline);
        ruledOut(verdict);
        json.name("missing").values(verdict.missing());
        json.name("advice").values(verdict.advice());
        damage(timeline.damage());
    }

    private void facts(DiagnosedProcess process) {
        Timeline timeline = process.timeline();
        ProcessInfo facts = timeline.process();
        json.name("process")
                .beginObject()
                .name("app")
                .value(facts.get(ProcessInfo.APP))
                .name("pid")
                .value(facts.number(ProcessInfo.PID, 0))
                .name("role")
                .value(facts.get(ProcessInfo.ROLE))
                .name("jdk")
                .value(facts.get(ProcessInfo.JDK))
                .name("started")
                .value(utc(facts.number(ProcessInfo.START_EPOCH_MILLIS, timeline.originEpochMillis())))
                .name("lastRecord")
                .value(utc(timeline.epochMillis(timeline.endNanos())))
                .name("flags")
                .values(facts.flags())
                .name("agent")
                .value(facts.get(ProcessInfo.AGENT_VERSION))
                .name("source")
                .value(process.source())
                .endObject();
    }

    private void ending(Ending ending, Timeline timeline) {
        json.name("ending")
                .beginObject()
                .name("kind")
                .value(ending.kind().word())
                .name("certain")
                .value(ending.certain())
                .name("summary")
                .value(ending.summary())
                .name("at")
                .value(utc(timeline.epochMillis(ending.atNanos())));
        json.name("exitCode");
        Integer exitCode = ending.exitCode();
        if (exitCode == null) {
            json.value((String) null);
        } else {
            json.value(exitCode.longValue());
        }
        json.endObject();
    }

    private void firstFault(Verdict verdict, Timeline timeline) {
        json.name("firstFault");
        Fault fault = verdict.firstFault();
        if (fault == null) {
            json.value((String) null);
            return;
        }
        json.beginObject()
                .name("kind")
                .value(fault.kind().word())
                .name("target")
                .value(fault.target())
                .name("at")
                .value(utc(timeline.epochMillis(fault.atNanos())))
                .name("confidence")
                .value(fault.confidence().word())
                .name("summary")
                .value(fault.summary())
                .endObject();
    }

    private void hypotheses(Verdict verdict) {
        json.name("hypotheses").beginArray();
        for (Hypothesis hypothesis : verdict.hypotheses()) {
            json.beginObject()
                    .name("kind")
                    .value(hypothesis.kind().word())
                    .name("target")
                    .value(hypothesis.target())
                    .name("score")
                    .value(Math.round(hypothesis.score() * 1000) / 1000.0)
                    .endObject();
        }
        json.endArray();
    }

    private void moments(DiagnosedProcess process) {
        json.name("timeline").beginArray();
        for (Moment moment : process.verdict().timeline()) {
            json.beginObject()
                    .name("at")
                    .value(utc(process.timeline().epochMillis(moment.atNanos())))
                    .name("relativeMillis")
                    .value((moment.atNanos() - process.referenceNanos()) / NANOS_PER_MILLI)
                    .name("what")
                    .value(moment.what())
                    .name("role")
                    .value(moment.role().word())
                    .endObject();
        }
        json.endArray();
    }

    private void consequences(Verdict verdict, Timeline timeline) {
        json.name("consequences").beginArray();
        for (Consequence consequence : verdict.consequences()) {
            json.beginObject()
                    .name("kind")
                    .value(consequence.kind())
                    .name("at")
                    .value(utc(timeline.epochMillis(consequence.atNanos())))
                    .name("summary")
                    .value(consequence.summary())
                    .endObject();
        }
        json.endArray();
    }

    private void ruledOut(Verdict verdict) {
        json.name("ruledOut").beginArray();
        for (RuledOut ruledOut : verdict.ruledOut()) {
            json.beginObject()
                    .name("kind")
                    .value(ruledOut.kind().word())
                    .name("because")
                    .value(ruledOut.because())
                    .endObject();
        }
        json.endArray();
    }

    private void damage(Damage damage) {
        json.name("damage")
                .beginObject()
                .name("recordsRead")
                .value(damage.recordsRead())
                .name("recordsSkipped")
                .value(damage.recordsSkipped())
                .name("notes")
                .values(damage.notes())
                .endObject();
    }

    static String utc(long epochMillis) {
        return UTC.format(Instant.ofEpochMilli(epochMillis));
    }
}
