package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HttpError;
import java.util.Collections;
import java.util.List;

/**
 * A kind of refusal that says itself what it is. What the words cannot say is whether it matters: clients expect refusals, and
 * send again what was refused.
 */
abstract class RefusalRule extends HttpRule {

    /** What was lost is told of for longer than what is over and did no harm. */
    private static final long LOST_RECENTLY = 600 * S;

    static final String HIGH_WHEN =
            "it lasts for 10 s, or comes in three bursts and loses documents, and goes on; documents were"
                    + " given up, a fifth of all was hit, or executors or answers are late since; no more came than before";

    private static final String MISSING_HARM =
            "what became of what was refused: whether the application sends it again, and how late, by its own log";

    private final HttpError error;

    RefusalRule(FaultKind kind, Node node, HttpError error, String looksFor, String highWhen) {
        super(kind, node, looksFor, highWhen);
        this.error = error;
    }

    @Override
    final void examine(Evidence evidence, Findings findings, HttpHistory http) {
        RefusalHistory refused = http.refusals(error);
        if (refused == null || refused.isEmpty()) {
            unnamed(evidence, findings, http);
            return;
        }
        RefusalHarm harm = RefusalHarm.of(evidence, http, refused);
        long quiet = evidence.endNanos() - refused.lastAt();
        if (quiet > (harm.lost() >= 1 ? LOST_RECENTLY : RECENT)) {
            return;
        }
        if (harmless(harm)) {
            findings.ruleOut(
                    kind(),
                    HttpWords.refused(refused) + " of " + http.target() + " were refused, and nothing came of it.");
        } else if (refused.stands()) {
            Confidence confidence = confidence(evidence, refused, harm);
            findings.add(found(evidence, http, refused, confidence, ""));
        } else {
            findings.addPast(
                    found(evidence, http, refused, Confidence.MEDIUM, HttpWords.over(evidence, refused.lastAt())));
        }
    }

    private Finding found(
            Evidence evidence, HttpHistory http, RefusalHistory refused, Confidence confidence, String more) {
        return finding(
                        Subject.http(http),
                        refused.onset(),
                        S,
                        confidence,
                        summary(evidence, http, refused) + HttpWords.bulks(http, refused) + more,
                        missing())
                .with(advice(http, refused));
    }

    /** Whether so little came of it that it is no fault. */
    boolean harmless(RefusalHarm harm) {
        return harm.trifling() || harm.absorbed();
    }

    /** How sure it is that this went wrong, while it goes on. */
    Confidence confidence(Evidence evidence, RefusalHistory refused, RefusalHarm harm) {
        boolean more = evidence.load().riseBefore(refused.onset()) != null;
        return harm.lasting() && harm.real() && !more ? Confidence.HIGH : Confidence.MEDIUM;
    }

    /** What happened, the first sentence by itself. */
    abstract String summary(Evidence evidence, HttpHistory http, RefusalHistory refused);

    /** What would raise the confidence. */
    String missing() {
        return MISSING_HARM;
    }

    /** What the numbers of this episode advise, before what its kind does. */
    List<String> advice(HttpHistory http, RefusalHistory refused) {
        return Collections.emptyList();
    }

    /** What the target refused without saying why may be of this kind. */
    void unnamed(Evidence evidence, Findings findings, HttpHistory http) {}
}
