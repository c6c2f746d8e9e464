package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.graph.Effect;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.GrowthLink;
import dev.firstfault.diagnosis.onset.WaitHistory;
import dev.firstfault.diagnosis.rules.Finding;
import dev.firstfault.diagnosis.rules.Findings;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Consequence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Hypothesis;
import dev.firstfault.diagnosis.verdict.Moment;
import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.diagnosis.verdict.RuledOut;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.WaitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a judgement into words: what to show of the evidence, and in which order. */
final class Story {

    private static final long S = 1_000_000_000L;

    private final Evidence evidence;
    private final Findings findings;
    private final List<Finding> roots;
    private final @Nullable Finding chosen;
    private final Confidence confidence;
    private final @Nullable GrowthLink link;
    private final String doubt;
    private final Sentences sentences;
    private final List<Effect> shown = new ArrayList<>();

    /**
     * @param link how failures and heap growth hang together, where both are there; else null
     * @param doubt what would tell the chosen fault from another that explains as much; empty where there is none
     */
    Story(
            Evidence evidence,
            Findings findings,
            List<Finding> roots,
            @Nullable Finding chosen,
            Confidence confidence,
            @Nullable GrowthLink link,
            String doubt) {
        this.evidence = evidence;
        this.findings = findings;
        this.roots = roots;
        this.chosen = chosen;
        this.confidence = confidence;
        this.link = link;
        this.doubt = doubt;
        this.sentences = new Sentences(evidence, chosen, link);
    }

    Fault firstFault() {
        if (chosen == null) {
            return new Fault(FaultKind.UNKNOWN, "", firstTrouble(), Confidence.NONE, unknownSummary());
        }
        String summary = chosen.summary();
        if (link != null && chosen.connects() != null) {
            summary += " After that " + link.because() + ", until it was full.";
        } else if (link != null) {
            summary += " Connections failed too, but no link is claimed: " + link.because() + ".";
        }
        return new Fault(chosen.kind(), chosen.target(), chosen.atNanos(), confidence, summary);
    }

    private long firstTrouble() {
        long first = evidence.endNanos();
        for (Finding finding : findings.found()) {
            first = Math.min(first, finding.atNanos());
        }
        for (ConnectHistory history : evidence.connects()) {
            first = history.unresolved() ? Math.min(first, history.onset()) : first;
        }
        return first;
    }

    private String unknownSummary() {
        StringBuilder text = new StringBuilder("Not enough evidence to say what went wrong first");
        List<Hypothesis> best = hypotheses();
        if (best.size() >= 2) {
            text.append(": ")
                    .append(best.get(0).kind().word())
                    .append(" and ")
                    .append(best.get(1).kind().word());
            text.append(" both fit");
        }
        text.append('.');
        Signal uncaught = evidence.uncaught();
        ErrorDetail error = uncaught == null ? null : uncaught.error();
        if (error != null) {
            text.append(" A thread died of ")
                    .append(error.type())
                    .append(": ")
                    .append(error.message())
                    .append('.');
        }
        for (Finding root : roots) {
            text.append(' ').append(root.summary());
        }
        return text.toString();
    }

    /** Best first. Where nothing fits, what an OutOfMemoryError can always be. */
    List<Hypothesis> hypotheses() {
        List<Hypothesis> all = new ArrayList<>();
        for (Finding finding : findings.found()) {
            all.add(new Hypothesis(finding.kind(), finding.target(), Math.round(finding.score() * 100) / 100.0));
        }
        all.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        if (chosen != null) {
            Finding first = chosen;
            all.removeIf(h -> h.kind() == first.kind() && h.target().equals(first.target()));
            all.add(0, new Hypothesis(first.kind(), first.target(), Math.round(first.score() * 100) / 100.0));
        } else if (evidence.outOfMemory()) {
            FaultKind[] always = {FaultKind.LARGE_ALLOCATION, FaultKind.HEAP_LEAK, FaultKind.ACCUMULATED_RESULTS};
            for (FaultKind kind : always) {
                if (all.size() < 2 && !has(all, kind)) {
                    all.add(new Hypothesis(kind, "heap", 0.2));
                }
            }
        }
        return all.size() > 3 ? new ArrayList<>(all.subList(0, 3)) : all;
    }

    private static boolean has(List<Hypothesis> all, FaultKind kind) {
        for (Hypothesis hypothesis : all) {
            if (hypothesis.kind() == kind) {
                return true;
            }
        }
        return false;
    }

    List<Consequence> consequences(List<Effect> effects) {
        List<Consequence> list = new ArrayList<>();
        for (Effect effect : effects) {
            list.add(new Consequence(effect.node().word(), effect.atNanos(), sentences.of(effect)));
            shown.add(effect);
        }
        return list;
    }

    /** At most six lines: start, first fault, what followed, what else happened, end. */
    List<Moment> moments() {
        List<Moment> list = new ArrayList<>();
        if (chosen != null) {
            list.add(new Moment(chosen.atNanos(), firstSentence(chosen.summary()), MomentRole.FIRST));
            Moment repeated = RepeatedStatement.before(chosen, evidence);
            if (repeated != null) {
                list.add(repeated);
            }
        }
        Moment end = new Moment(
                evidence.endNanos(),
                evidence.ending().summary(),
                chosen != null && evidence.endedBadly() ? MomentRole.CONSEQUENCE : MomentRole.CONTEXT);
        for (ConnectHistory history : evidence.connects()) {
            if (list.size() < Verdict.MAX_MOMENTS - 2 && (chosen == null || chosen.connects() != history)) {
                addContext(list, history);
            }
        }
        if (chosen != null || evidence.endedBadly()) {
            addEndlessWait(list);
        }
        for (Finding finding : findings.found()) {
            boolean other = finding != chosen
                    && finding.connects() == null
                    && !finding.node().heapFault()
                    && finding.confidence() != Confidence.NONE;
            if (other && list.size() < Verdict.MAX_MOMENTS - 2) {
                list.add(new Moment(finding.atNanos(), firstSentence(finding.summary()), MomentRole.CONTEXT));
            }
        }
        for (Effect effect : shown) {
            if (list.size() < Verdict.MAX_MOMENTS - 1
                    && effect.node() != Node.EXIT
                    && effect.node() != Node.OUT_OF_MEMORY) {
                list.add(new Moment(effect.atNanos(), sentences.of(effect), MomentRole.CONSEQUENCE));
            }
        }
        if (list.size() < Verdict.MAX_MOMENTS - 1 && evidence.ending().kind() != EndingKind.UNKNOWN) {
            list.add(new Moment(0, "The agent started.", MomentRole.CONTEXT));
        }
        list.sort(Comparator.comparingLong(Moment::atNanos));
        list.add(end);
        return list;
    }

    /** The first thread that waits for others' work with no limit: seldom the cause, often why nothing recovers. */
    private void addEndlessWait(List<Moment> list) {
        for (WaitHistory wait : evidence.waits()) {
            boolean forWork = wait.kind() == WaitKind.AWAIT || wait.kind() == WaitKind.FUTURE;
            if (forWork && wait.pending()) {
                list.add(new Moment(
                        wait.startedAt(),
                        "A thread (" + wait.family() + ") began to wait for a result, with no limit to it"
                                + (wait.caller().isEmpty() ? "." : ", at " + wait.caller() + "."),
                        MomentRole.CONTEXT));
                return;
            }
        }
    }

    private static void addContext(List<Moment> list, ConnectHistory history) {
        if (!history.trouble().isEmpty()) {
            list.add(new Moment(
                    history.onset(),
                    Words.count(history.troubleCount(), "connection") + " to " + history.target() + " failed"
                            + (history.recovered() ? "; later ones succeeded." : "."),
                    MomentRole.CONTEXT));
        }
    }

    private static String firstSentence(String text) {
        int stop = text.indexOf(". ");
        return stop < 0 ? text : text.substring(0, stop + 1);
    }

    List<RuledOut> ruledOut() {
        List<RuledOut> list = new ArrayList<>();
        for (RuledOut out : findings.ruledOut()) {
            if (chosen == null || out.kind() != chosen.kind()) {
                list.add(out);
            }
        }
        if (chosen == null || chosen.connects() == null) {
            return list;
        }
        if (chosen.node() == Node.SERVER_FULL
                || chosen.node() == Node.OWN_CONNECTIONS
                || chosen.node() == Node.LOGIN_REFUSED) {
            list.add(new RuledOut(
                    FaultKind.DB_DOWN, "the server answered, with an error of its own; only its refusal came back."));
        }
        if (link != null && evidence.outOfMemory()) {
            list.add(new RuledOut(FaultKind.HEAP_TOO_SMALL, link.because() + "."));
        } else if (!evidence.outOfMemory()) {
            addHeapRoom(list);
        }
        return list;
    }

    private void addHeapRoom(List<RuledOut> list) {
        long after = evidence.heap().last(FrameField.HEAP_AFTER_GC);
        long used = evidence.heap().last(FrameField.HEAP_USED);
        long level = after == Frame.UNKNOWN ? used : after;
        if (level != Frame.UNKNOWN
                && evidence.heap().maxKnown()
                && evidence.heap().share(level) < 0.75) {
            list.add(new RuledOut(
                    FaultKind.HEAP_TOO_SMALL,
                    (after == Frame.UNKNOWN ? "the last sample showed " : "the last collection left ")
                            + Words.bytes(level) + " of "
                            + Words.bytes(evidence.heap().maxBytes()) + " in use."));
        }
    }

    List<String> missing() {
        List<String> list = new ArrayList<>();
        if (chosen != null && confidence != Confidence.HIGH) {
            addOnce(list, chosen.missing());
            addOnce(list, doubt);
            if (link != null && chosen.connects() != null && link.strength() != GrowthLink.Strength.HOLDS) {
                addOnce(list, "heap samples between failed attempts; they came too close together");
            }
        }
        if (chosen == null) {
            if (link != null) {
                addOnce(
                        list,
                        "what the heap held: a heap dump on the error (-XX:+HeapDumpOnOutOfMemoryError) would show whether"
                                + " failed attempts left it behind; " + link.because());
            }
            Finding best = null;
            for (Finding finding : findings.found()) {
                best = best == null || finding.score() > best.score() ? finding : best;
            }
            addOnce(list, best == null || link != null ? "" : best.missing());
            if (list.isEmpty()) {
                addOnce(
                        list,
                        "the application's own log of its last seconds: nothing that is observed here moved before the end");
            }
        }
        addGaps(list);
        return list;
    }

    private void addGaps(List<String> list) {
        if (evidence.heap().size() == 0) {
            addOnce(list, "samples of the heap: none was recorded");
        } else if (evidence.endNanos() - evidence.heap().at(evidence.heap().size() - 1) > 5 * S
                && !evidence.timeline().alive()) {
            addOnce(
                    list,
                    "samples of the last "
                            + Words.span(evidence.endNanos()
                                    - evidence.heap().at(evidence.heap().size() - 1)));
        }
        Damage damage = evidence.timeline().damage();
        if (damage.recordsSkipped() > 0) {
            addOnce(list, Words.count(damage.recordsSkipped(), "damaged record") + " could not be read");
        }
        if (!evidence.ending().certain()) {
            addOnce(list, "the exit status: it would make the ending certain");
        }
    }

    private static void addOnce(List<String> list, String text) {
        if (!text.isEmpty() && !list.contains(text)) {
            list.add(text);
        }
    }
}
