package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.HttpHistory;
import dev.firstfault.diagnosis.onset.LostTime;
import dev.firstfault.diagnosis.onset.RefusalHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Signal;
import java.util.List;

/**
 * Exchanges with a server take longer than they did, and not because they wait in the client. Requests have no shapes as
 * statements do: larger ones look like a slower server, unless all of them take longer at once.
 */
final class ServerSlowRule extends HttpRule {

    private static final long LASTING = 10 * S;

    /** What is usual follows what is: later, slow exchanges are. */
    private static final long FIRST = 4 * S;

    private static final String MISSING =
            "whether the same requests take longer, or other ones came: the server's own times (_nodes/stats, slow logs)";

    ServerSlowRule() {
        super(
                FaultKind.ES_SLOW,
                Node.SERVER_SLOW,
                "exchanges with a server take twice as long as before, 10 ms more at least, and work waits for them; or three have had"
                        + " no answer in time",
                "they take three times as long, by 50 ms, for 10 s, four in five of them more than ten times, as many a second as"
                        + " before; connections are in use for longer, and the process itself was not held up");
    }

    @Override
    void examine(Evidence evidence, Findings findings, HttpHistory http) {
        long end = evidence.endNanos();
        Shift mean = Shift.of(http.mean(), end, 5);
        if (!mean.rose(2, 10)) {
            silent(evidence, findings, http);
            return;
        }
        long since = mean.onset();
        LostTime lost = evidence.lostTime(since, end);
        if (lost.mayExplain(mean.ratio())) {
            findings.ruleOut(kind(), "exchanges took longer, but " + lost.because() + ".");
            return;
        }
        ClientUse use = ClientUse.of(http, since, end);
        if (use.isShort() && use.known() && !use.longer()) {
            findings.ruleOut(
                    kind(),
                    "a connection was in use for " + StatementWords.millis(use.now())
                            + " for each exchange, as before; requests waited for one.");
            return;
        }
        boolean overload = moreCame(http, since, end) && refuses(http);
        boolean waits = use.isShort() || Overwhelmed.since(evidence) >= 0 || piles(http, since, end);
        boolean all = allOfThem(http, since, end);
        boolean lasting = end - since >= LASTING;
        boolean high = mean.rose(3, 50)
                && lasting
                && all
                && sameLoad(http, since, end)
                && !(use.isShort() && !use.known())
                && mean.pastNanos() >= LASTING
                && evidence.unhindered(since, end)
                && http.isSearchServer();
        add(
                findings,
                Subject.http(http),
                since,
                SECONDS,
                high ? Confidence.HIGH : !overload && (waits || (all && lasting)) ? Confidence.MEDIUM : Confidence.NONE,
                "Exchanges with " + http.target() + " took " + StatementWords.millis(mean.now()) + " instead of "
                        + StatementWords.millis(mean.before())
                        + (use.known() && use.longer()
                                ? ", a connection being in use for " + StatementWords.millis(use.now()) + " instead of "
                                        + StatementWords.millis(use.before()) + " for each"
                                : "")
                        + ", first " + StatementWords.sinceWords(evidence, since) + ".",
                MISSING);
    }

    /** Whether half as many requests again come as before: then their waits are of the server's queue. */
    private static boolean moreCame(HttpHistory http, long since, long end) {
        double before = http.ended().mean(0, since);
        double now = http.ended().mean(since, end);
        double bulksBefore = http.bulks().brought().between(0, since) * 1e9 / Math.max(S, since);
        double bulks = http.bulks().brought().between(since, end) * 1e9 / Math.max(S, end - since);
        return now >= 1.5 * before || (bulksBefore > 0 && bulks >= 1.3 * bulksBefore);
    }

    private static boolean refuses(HttpHistory http) {
        for (RefusalHistory refused : http.refusals()) {
            boolean full = refused.error() == HttpError.THREAD_POOL || refused.error() == HttpError.INDEXING_PRESSURE;
            if (full && refused.stands()) {
                return true;
            }
        }
        return false;
    }

    /** Whether five times as many exchanges are under way as before. */
    private static boolean piles(HttpHistory http, long since, long end) {
        double before = http.inFlight().median(0, since);
        double now = http.inFlight().median(Math.max(since, end - LASTING), end);
        return now >= 5 && now >= 5 * before;
    }

    /** Whether four in five of those that ended in the first seconds took more than ten times what was usual until then. */
    private static boolean allOfThem(HttpHistory http, long since, long end) {
        long from = since + S;
        long until = Math.min(end, since + FIRST);
        double ended = http.ended().sum(from, until);
        return ended >= 3 && http.outliers().sum(from, until) >= 0.8 * ended;
    }

    /** Whether about as many exchanges end a second as before: a third at least, for who waits asks less. */
    private static boolean sameLoad(HttpHistory http, long since, long end) {
        double before = http.ended().median(0, since);
        double now = http.ended().median(Math.max(since, end - LASTING), end);
        return before >= 0.5 && now >= before / 3 && now <= 1.5 * before;
    }

    /** No exchange is answered any more, and those that were not were given up for want of time. */
    private void silent(Evidence evidence, Findings findings, HttpHistory http) {
        List<Signal> silent = http.failures(HttpFailure.NO_ANSWER);
        if (silent.isEmpty()) {
            return;
        }
        long end = evidence.endNanos();
        int count = 0;
        long first = -1;
        for (Signal failure : silent) {
            if (!http.answeredAfter(failure.atNanos()) || end - failure.atNanos() <= RECENT) {
                count += failure.count();
                first = first < 0 ? failure.atNanos() - failure.durationNanos() : first;
            }
        }
        Signal last = silent.get(silent.size() - 1);
        boolean stands = end - last.atNanos() <= RECENT + 2 * last.durationNanos();
        if (count < 3 || !stands || http.answeredAfter(last.atNanos())) {
            return;
        }
        boolean before = http.answeredUntil(first) >= 0;
        LostTime lost = evidence.lostTime(first, end);
        add(
                findings,
                Subject.http(http),
                Math.max(0, first),
                0,
                before && !lost.notable() ? Confidence.MEDIUM : Confidence.NONE,
                Words.count(count, "request") + " to " + http.target() + " had no answer within "
                        + Words.span(last.durationNanos()) + ", first " + StatementWords.sinceWords(evidence, first)
                        + ".",
                "whether the server works on them or does not get them: its own tasks (_tasks), and the way to it");
    }
}
