package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.graph.CausalGraph;
import dev.firstfault.diagnosis.graph.Effect;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.NodeRole;
import dev.firstfault.diagnosis.onset.BacklogLink;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.GrowthLink;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.rules.Finding;
import dev.firstfault.diagnosis.rules.Findings;
import dev.firstfault.diagnosis.rules.RuleCatalog;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Verdict;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a timeline to a verdict. Pure: equal timelines give equal verdicts, live and after a death.
 *
 * <p>Rules find what fits; the causal graph drops what follows from another finding; of what remains, the first fault is
 * what explains the ending, and of several such the earliest. Where two remain that nothing separates, it abstains.
 */
public final class Diagnosis {

    private static final long S = 1_000_000_000L;

    /** Damage beyond this share of the records leaves no verdict high. */
    private static final double HEAVY_DAMAGE = 0.05;

    private final Evidence evidence;
    private final Findings findings;
    private final List<Finding> believed = new ArrayList<>();
    private final List<Finding> roots = new ArrayList<>();
    private final Map<Finding, List<Effect>> effects = new HashMap<>();
    private @Nullable Finding chosen;
    private Confidence confidence = Confidence.NONE;
    private @Nullable GrowthLink link;
    private String doubt = "";

    private Diagnosis(Evidence evidence) {
        this.evidence = evidence;
        this.findings = RuleCatalog.examine(evidence);
    }

    /** The verdict on what the process recorded itself. */
    public static Verdict diagnose(Timeline timeline) {
        return diagnose(timeline, Witness.NONE);
    }

    /** The verdict on what the process recorded and what a witness outside saw of its end. */
    public static Verdict diagnose(Timeline timeline, Witness witness) {
        Diagnosis diagnosis = new Diagnosis(new Evidence(timeline, witness));
        diagnosis.judge();
        return diagnosis.write();
    }

    private void judge() {
        findRoots();
        List<Finding> explaining = new ArrayList<>();
        for (Finding root : roots) {
            if (explainsEnd(root)) {
                explaining.add(root);
            }
        }
        if (!evidence.endedBadly()) {
            choose(roots.isEmpty() ? findings.past() : roots);
            if (evidence.ending().kind() == EndingKind.KILLED
                    && !evidence.ending().certain()) {
                // Nothing found here kills a process: who did may be what went wrong.
                confidence = confidence.atMost(Confidence.MEDIUM);
            }
        } else if (!explaining.isEmpty()) {
            choose(explaining);
            separateFromRefusals();
        } else if (!roots.isEmpty() && !evidence.outOfMemory()) {
            choose(roots);
            confidence = confidence.atMost(Confidence.MEDIUM);
        } else {
            noteOpenLink();
        }
        limitByDamage();
    }

    /** What no other finding explains. A growth that failures explain leaves no room for faults of the heap. */
    private void findRoots() {
        boolean explainedHeap = false;
        boolean otherHeap = false;
        for (Finding finding : findings.found()) {
            if (finding.confidence() != Confidence.NONE) {
                believed.add(finding);
            }
        }
        roots.addAll(believed);
        for (Finding finding : believed) {
            explainedHeap |= !finding.node().heapFault() && reaches(finding, Node.OUT_OF_MEMORY);
            otherHeap |= finding.node().heapFault() && finding.node() != Node.THRASHING;
        }
        for (Finding finding : believed) {
            boolean explained = (finding.node().heapFault() && explainedHeap)
                    || (finding.node() == Node.THRASHING && otherHeap)
                    || followsFromAnother(finding);
            if (explained) {
                roots.remove(finding);
            }
        }
    }

    private boolean followsFromAnother(Finding finding) {
        for (Finding other : roots) {
            if (other != finding) {
                for (Effect effect : effects(other)) {
                    if (effect.node() == finding.node() && effect.subject() == finding.subject()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean reaches(Finding finding, Node node) {
        for (Effect effect : effects(finding)) {
            if (effect.node() == node) {
                return true;
            }
        }
        return false;
    }

    private List<Effect> effects(Finding finding) {
        List<Effect> known = effects.get(finding);
        if (known == null) {
            known = CausalGraph.effects(evidence, finding, believed);
            effects.put(finding, known);
        }
        return known;
    }

    private boolean explainsEnd(Finding finding) {
        if (evidence.ending().kind() == EndingKind.STUCK) {
            return finding.node().heapFault()
                    || finding.node().outsideHeapFault()
                    || finding.node().holdsThreads()
                    || reaches(finding, Node.UNCAUGHT);
        }
        if (evidence.outOfMemory()) {
            return reaches(finding, Node.OUT_OF_MEMORY);
        }
        return reaches(finding, Node.EXIT)
                || reaches(finding, Node.UNCAUGHT)
                || reaches(finding, Node.CONTAINER_KILL)
                || reaches(finding, Node.CRASH_END);
    }

    /** The earliest; among faults of the heap, and of one target, the one that fits best. */
    private void choose(List<Finding> candidates) {
        Finding best = null;
        for (Finding candidate : candidates) {
            if (best == null || better(candidate, best)) {
                best = candidate;
            }
        }
        chosen = best;
        if (best == null) {
            return;
        }
        confidence = best.confidence();
        for (Finding other : candidates) {
            boolean near = sameMatter(best, other)
                    ? other.confidence() == best.confidence() && other.score() > best.score() - 0.1
                    : other.kind() != best.kind();
            if (other != best && near) {
                doubt = sameMatter(best, other)
                        ? ""
                        : "which of the two was first, or whether both come from a third: "
                                + best.kind().word() + " or " + other.kind().word() + " at " + other.target();
                confidence = confidence.atMost(Confidence.MEDIUM);
            }
        }
        BacklogLink backlog = backlog(best);
        if (backlog != null
                && evidence.outOfMemory()
                && backlog.strength() != GrowthLink.Strength.HOLDS
                && !reaches(best, Node.QUEUED_HEAP)) {
            confidence = confidence.atMost(Confidence.MEDIUM);
            doubt = "what the heap held: whether requests that were not done, by a heap dump on the error"
                    + " (-XX:+HeapDumpOnOutOfMemoryError)";
        }
        if (best.connects() != null && evidence.outOfMemory()) {
            link = evidence.link(best.connects());
            if (link.strength() != GrowthLink.Strength.HOLDS) {
                confidence = confidence.atMost(Confidence.MEDIUM);
            }
        }
    }

    private @Nullable BacklogLink backlog(Finding finding) {
        HttpHistory http = finding.subject().http();
        return http == null ? null : evidence.backlog(http);
    }

    private static boolean sameMatter(Finding one, Finding other) {
        return (one.node().heapFault() && other.node().heapFault())
                || (one.connects() != null && one.connects() == other.connects())
                || (one.node().statementFault()
                        && other.node().statementFault()
                        && one.subject().touches(other.subject()));
    }

    private static boolean better(Finding candidate, Finding best) {
        if (sameMatter(candidate, best)) {
            return candidate.score() > best.score();
        }
        long apart = candidate.atNanos() - best.atNanos();
        if (Math.abs(apart) <= candidate.uncertaintyNanos() + best.uncertaintyNanos()) {
            // Nothing says which came first: what comes from outside before what shows inside.
            boolean outside = candidate.node().role() == NodeRole.EXOGENOUS;
            boolean bestOutside = best.node().role() == NodeRole.EXOGENOUS;
            return outside == bestOutside ? candidate.score() > best.score() : outside;
        }
        return apart < 0;
    }

    /** A full heap beside failing connections: where nothing shows whether the one fed the other, it abstains. */
    private void separateFromRefusals() {
        if (chosen == null || !chosen.node().heapFault()) {
            return;
        }
        for (Finding root : roots) {
            BacklogLink backlog = root.node().refusal() ? backlog(root) : null;
            if (backlog != null && backlog.strength() == GrowthLink.Strength.OPEN) {
                chosen = null;
                confidence = Confidence.NONE;
                doubt = backlog.because();
                return;
            }
            if (root.connects() != null) {
                GrowthLink possible = evidence.link(root.connects());
                link = possible;
                if (possible.strength() == GrowthLink.Strength.OPEN) {
                    chosen = null;
                    confidence = Confidence.NONE;
                    return;
                }
            }
        }
    }

    /** Nothing explains the ending, and connections failed: whether they filled the heap is what is not known. */
    private void noteOpenLink() {
        for (Finding root : roots) {
            if (root.connects() != null && evidence.outOfMemory()) {
                link = evidence.link(root.connects());
            }
        }
    }

    private void limitByDamage() {
        Damage damage = evidence.timeline().damage();
        if (damage.recordsSkipped() > HEAVY_DAMAGE * (damage.recordsRead() + damage.recordsSkipped())) {
            confidence = confidence.atMost(Confidence.MEDIUM);
        }
        if (chosen != null && confidence == Confidence.NONE) {
            chosen = null;
        }
    }

    private Verdict write() {
        boolean wrong = chosen != null || evidence.endedBadly() || unexplainedTrouble();
        Story story = new Story(evidence, findings, roots, chosen, confidence, link, doubt);
        return new Verdict(
                evidence.ending(),
                wrong ? story.firstFault() : null,
                wrong ? story.hypotheses() : Collections.emptyList(),
                story.moments(),
                wrong && chosen != null ? story.consequences(symptoms(chosen)) : Collections.emptyList(),
                story.ruledOut(),
                wrong ? story.missing() : Collections.emptyList(),
                chosen == null ? Collections.emptyList() : advice(chosen));
    }

    private static List<String> advice(Finding chosen) {
        List<String> advice = new ArrayList<>(chosen.advice());
        advice.addAll(Advice.on(chosen.kind()));
        return advice;
    }

    /** Failures, refusals and waits that stand at the end and that no rule has a name for. */
    private boolean unexplainedTrouble() {
        for (ConnectHistory history : evidence.connects()) {
            if (history.unresolved()
                    && history.troubleCount() >= 3
                    && history.lastFailure().atNanos() - history.onset() >= 5 * S
                    && !history.recovered()) {
                return true;
            }
        }
        for (ExecutorHistory executor : evidence.executors()) {
            if (executor.refusingSince(evidence.endNanos()) >= 0) {
                return true;
            }
        }
        return findings.open() || RuleCatalog.suffers(evidence);
    }

    private List<Effect> symptoms(Finding finding) {
        List<Effect> symptoms = new ArrayList<>();
        for (Effect effect : effects(finding)) {
            if (effect.node().role() == NodeRole.SYMPTOM) {
                symptoms.add(effect);
            }
        }
        return symptoms;
    }
}
