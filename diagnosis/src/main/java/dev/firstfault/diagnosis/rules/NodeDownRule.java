package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * A node cannot be reached, or answers that nothing is there to serve. A client with other nodes notices once, and then asks this
 * one seldom: that no answer of it came since is what counts, not how often it was asked.
 */
final class NodeDownRule extends HttpRule {

    /** For as long a client leaves a node alone that failed again and again: half an hour, in Elasticsearch's. */
    private static final long LEFT_ALONE = 35 * 60 * S;

    /** A restart behind a balancer is shorter. */
    private static final long LASTING = 10 * S;

    /** Seconds of answers and failures overlap. */
    private static final long OVERLAP = S + S / 5;

    NodeDownRule() {
        super(
                FaultKind.ES_NODE_DOWN,
                Node.NODE_DOWN,
                "nobody listens at a node's port, or nothing answers there; or the answer is that nothing is there to serve (502,"
                        + " 503, 504)",
                "three requests found nobody there, for 10 s none was answered, and it is known to be Elasticsearch or OpenSearch");
    }

    @Override
    void examine(Evidence evidence, Findings findings, HttpHistory http) {
        List<Signal> gone = http.failures(HttpFailure.REFUSED, HttpFailure.UNREACHABLE);
        if (gone.isEmpty()) {
            unavailable(evidence, findings, http);
            return;
        }
        long end = evidence.endNanos();
        Signal last = gone.get(gone.size() - 1);
        long over = end - last.atNanos();
        List<Signal> episode = episode(http, gone, last);
        long since = episode.get(0).atNanos() - episode.get(0).durationNanos();
        int count = count(episode);
        if (http.answeredAfter(last.atNanos())) {
            if (count >= 3 && last.atNanos() - since >= LASTING / 2 && over <= RECENT) {
                findings.addPast(
                        down(evidence, http, episode, Confidence.MEDIUM, HttpWords.over(evidence, last.atNanos())));
            }
            return;
        }
        boolean lasting = end - since >= LASTING;
        boolean others = others(evidence, http, since) > 0;
        if (over > LEFT_ALONE || (count < 3 && !(others && lasting && http.isSearchServer()))) {
            return;
        }
        boolean refused = !http.failures(HttpFailure.REFUSED).isEmpty();
        boolean own = !refused && !evidence.unhindered(since, end);
        boolean high = count >= 3 && lasting && !own && http.isSearchServer();
        findings.add(down(evidence, http, episode, high ? Confidence.HIGH : Confidence.MEDIUM, ""));
    }

    /** The failures since the last answer before them; connections that broke when the node went among them. */
    private static List<Signal> episode(HttpHistory http, List<Signal> gone, Signal last) {
        long answered = -1;
        for (int i = gone.size() - 1; i >= 0; i--) {
            long before = http.answeredUntil(gone.get(i).atNanos());
            if (before >= 0
                    && before < gone.get(i).atNanos() - OVERLAP
                    && i > 0
                    && gone.get(i - 1).atNanos() < before - OVERLAP) {
                answered = before;
                break;
            }
        }
        List<Signal> episode = new ArrayList<>();
        for (Signal failure :
                http.failures(HttpFailure.REFUSED, HttpFailure.UNREACHABLE, HttpFailure.CONNECTION_LOST)) {
            if (failure.atNanos() >= answered - OVERLAP && failure.atNanos() <= last.atNanos()) {
                episode.add(failure);
            }
        }
        return episode;
    }

    private static int count(List<Signal> failures) {
        int count = 0;
        for (Signal failure : failures) {
            count += failure.count();
        }
        return count;
    }

    /** How many other search servers answer since. */
    private static int others(Evidence evidence, HttpHistory http, long since) {
        int others = 0;
        for (HttpHistory other : evidence.http()) {
            others += other != http && other.isSearchServer() && other.answeredAfter(since) ? 1 : 0;
        }
        return others;
    }

    private Finding down(
            Evidence evidence, HttpHistory http, List<Signal> episode, Confidence confidence, String more) {
        Signal first = episode.get(0);
        long since = Math.max(0, first.atNanos() - first.durationNanos());
        boolean refused = false;
        ErrorDetail words = null;
        for (Signal failure : episode) {
            refused |= HttpFailure.ofId(failure.v1()) == HttpFailure.REFUSED;
            words = words == null ? failure.error() : words;
        }
        int others = others(evidence, http, since);
        return finding(
                Subject.http(http),
                since,
                0,
                confidence,
                (refused ? "Nobody listened at the port of " : "Nothing could be reached at ") + http.target() + " for "
                        + Words.count(count(episode), "request") + ", first "
                        + StatementWords.sinceWords(evidence, since)
                        + (words == null ? "" : ": \"" + words.message() + '"') + "."
                        + (others == 0 ? "" : " " + Words.count(others, "other node") + " answered meanwhile.") + more,
                http.isSearchServer()
                        ? "more requests to it: only " + Words.count(count(episode), "failure") + " was recorded"
                        : "what is served there: no bulk was sent to it, and nothing it said was Elasticsearch's");
    }

    private void unavailable(Evidence evidence, Findings findings, HttpHistory http) {
        RefusalHistory refused = http.refusals(HttpError.UNAVAILABLE);
        if (refused == null || refused.isEmpty()) {
            return;
        }
        RefusalHarm harm = RefusalHarm.of(evidence, http, refused);
        if (refused.stands() && !harm.trifling() && harm.lasting() && harm.real()) {
            add(
                    findings,
                    Subject.http(http),
                    refused.onset(),
                    S,
                    Confidence.MEDIUM,
                    "The server, or a proxy before it, answered that nothing is there to serve (status "
                            + refused.status()
                            + "): " + HttpWords.refused(refused) + " failed " + HttpWords.pattern(evidence, refused)
                            + ".",
                    "which of the two answered so: the cluster's health, and the proxy's own log");
        }
    }
}
