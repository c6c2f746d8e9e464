package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.List;

/** Requests wait for a connection of the client's own, while the server answers as quickly as ever; or connections never come back. */
final class HttpPoolRule extends HttpRule {

    private static final long WAITING = 10 * S;
    private static final long LASTING = 20 * S;

    /** An exchange this quick is no slow server's, whatever it took before. */
    private static final double QUICK_MILLIS = 20;

    /** One that takes longer may be; that the server was ever quicker must then have been seen. */
    private static final double USUAL_MILLIS = 100;

    HttpPoolRule() {
        super(
                FaultKind.HTTP_POOL_EXHAUSTED,
                Node.HTTP_POOL_SMALL,
                "requests wait for a connection for 10 s while all that the client may have are in use, or give up waiting; and each"
                        + " is in use for no longer than before",
                "for 20 s, or three gave up; how long a connection is in use for an exchange was known before, or is 20 ms at most; no"
                        + " more came than before, and the process itself was not held up");
    }

    @Override
    void examine(Evidence evidence, Findings findings, HttpHistory http) {
        long end = evidence.endNanos();
        List<Signal> none = http.failures(HttpFailure.NO_CONNECTION_FREE);
        int gaveUp = recent(none, end);
        long since = since(http, none, gaveUp, end);
        if (since < 0 || (end - since < WAITING && gaveUp < 3)) {
            return;
        }
        ClientUse use = ClientUse.of(http, since, end);
        Shift mean = Shift.of(http.mean(), end, 5);
        // Without the pool's own numbers an exchange that waits for a connection and one that is slow look alike.
        boolean slow = use.known() ? use.longer() : !http.pool().seen() && mean.rose(2, 10);
        boolean leaked = leaked(http, since, end);
        if (slow && !leaked) {
            findings.ruleOut(
                    kind(),
                    "an exchange took " + StatementWords.millis(use.known() ? use.now() : mean.now()) + " instead of "
                            + StatementWords.millis(use.known() ? use.before() : mean.before()) + ".");
            return;
        }
        double took = Double.isNaN(use.now()) ? mean.now() : use.now();
        boolean past = use.known() || (!http.pool().seen() && mean.hasPast());
        boolean quick = took <= QUICK_MILLIS;
        boolean more =
                Shift.of(http.ended(), end, 2).rose(1.5, 2) || evidence.load().riseBefore(since) != null;
        boolean fits = past || leaked || took <= USUAL_MILLIS;
        boolean high = (leaked ? gaveUp >= 3 : past || quick)
                && (end - since >= LASTING || gaveUp >= 3)
                && !more
                && evidence.unhindered(since, end);
        int most = most(http, none);
        add(
                findings,
                Subject.http(http),
                since,
                SECONDS,
                high ? Confidence.HIGH : fits ? Confidence.MEDIUM : Confidence.NONE,
                "Requests to " + http.target() + " waited for one of "
                        + (most > 0 ? "the " + Words.count(most, "connection") : "the connections")
                        + " that the client may have, first " + StatementWords.sinceWords(evidence, since)
                        + (gaveUp > 0 ? "; " + Words.count(gaveUp, "request") + " gave up" : "")
                        + (leaked
                                ? ". None came back: what was answered was not closed."
                                : Double.isNaN(took)
                                        ? "."
                                        : ". Each was in use for " + StatementWords.millis(took) + " at a time"
                                                + (use.known()
                                                        ? ", and for " + StatementWords.millis(use.before())
                                                                + " before."
                                                        : ".")),
                "how long an exchange takes when none waits for a connection");
    }

    private static int recent(List<Signal> none, long end) {
        int count = 0;
        for (Signal failure : none) {
            count += end - failure.atNanos() <= RECENT ? failure.count() : 0;
        }
        return count;
    }

    private static long since(HttpHistory http, List<Signal> none, int gaveUp, long end) {
        long waiting = http.pool().shortSince(end);
        if (gaveUp == 0) {
            return waiting;
        }
        long first = -1;
        for (int i = none.size() - 1; i >= 0; i--) {
            if (first >= 0 && first - none.get(i).atNanos() > RECENT) {
                break;
            }
            first = Math.max(0, none.get(i).atNanos() - none.get(i).durationNanos());
        }
        return waiting < 0 ? first : Math.min(first, waiting);
    }

    /** Whether connections are out that no exchange is under way on: what waits for one is under way as well. */
    private static boolean leaked(HttpHistory http, long since, long end) {
        long from = Math.max(since, end - WAITING);
        double leased = http.pool().leased().median(from, end);
        double waiting = http.pool().waiting().median(from, end);
        double underWay = http.inFlight().median(from, end);
        double answered = http.ended().sum(from, end) - http.failed().sum(from, end);
        boolean seen = http.ended().known(from, end) >= 0.8 * (end - from)
                && http.pool().leased().known(from, end) >= 0.8 * (end - from);
        return seen && leased >= 1 && answered < 1 && underWay - waiting < leased / 4;
    }

    private static int most(HttpHistory http, List<Signal> none) {
        int most = http.pool().most();
        for (Signal failure : none) {
            most = Math.max(most, (int) Math.min(Integer.MAX_VALUE, failure.v3()));
        }
        return most;
    }
}
