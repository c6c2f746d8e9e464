package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fault whose failures to connect say themselves what they are. One failure that a success follows is none;
 * what counts is that failing lasts, or that the process ended on it.
 */
class ConnectFailureRule extends Rule {

    private static final long S = 1_000_000_000L;
    /** No server that is there, however slow, lets a client wait for its first bytes that long. */
    private static final long HANGING = 30 * S;

    /** A restart that a pool rides out is shorter. */
    private static final long OUTAGE = 5 * S;

    /** What is over for longer is no fault of now. */
    private static final long RECENT = 60 * S;

    private static final String HIGH_WHEN =
            "three failures, four in five of one reason, lasting %s or until the process"
                    + " ended on them; no success since; collections left the process its time";

    private final ConnectFailure reason;
    private final @Nullable ConnectFailure likely;
    private final @Nullable ConnectFailure possible;
    private final long lastingNanos;
    private final String happened;

    /**
     * @param reason what says this kind by itself
     * @param likely what points to this kind, with medium confidence at most, or null
     * @param possible what leaves this kind a hypothesis, or null
     * @param lastingSeconds how long failures go on before they are more than a hiccup
     * @param happened what the target did, with {@code %s} for "22 of 22 connections"
     */
    ConnectFailureRule(
            FaultKind kind,
            Node node,
            ConnectFailure reason,
            @Nullable ConnectFailure likely,
            @Nullable ConnectFailure possible,
            int lastingSeconds,
            String looksFor,
            String happened) {
        super(kind, node, looksFor, HIGH_WHEN.replace("%s", lastingSeconds + " s"));
        this.reason = reason;
        this.likely = likely;
        this.possible = possible;
        this.lastingNanos = lastingSeconds * S;
        this.happened = happened;
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (ConnectHistory history : evidence.connects()) {
            ConnectFailure last = history.reason();
            boolean fits = last != null && (last == reason || last == likely || last == possible);
            if (fits && accepts(history)) {
                examine(evidence, findings, history);
            }
        }
    }

    /** Whether this rule is the one for the history's failures, beyond their reason. */
    boolean accepts(ConnectHistory history) {
        return true;
    }

    void examine(Evidence evidence, Findings findings, ConnectHistory history) {
        Confidence confidence = confidence(evidence, history);
        if (confidence != Confidence.NONE) {
            Confidence limit = history.reason() == reason
                    ? Confidence.HIGH
                    : history.reason() == likely ? Confidence.MEDIUM : Confidence.NONE;
            add(evidence, findings, history, confidence.atMost(limit), missing(history), "");
        } else if (history.reason() == reason && wasTrouble(evidence, history)) {
            long over = evidence.endNanos() - history.lastFailure().atNanos();
            findings.addPast(finding(
                    evidence,
                    history,
                    Confidence.MEDIUM,
                    "the application's own log: what these failures did to its users",
                    " It has been over for " + Words.span(over) + '.'));
        }
    }

    /** Whether a database that had answered failed for a while, though it answers again: short ones are a hiccup. */
    private static boolean wasTrouble(Evidence evidence, ConnectHistory history) {
        long last = history.trouble().isEmpty() ? 0 : history.lastFailure().atNanos();
        return history.recovered()
                && !history.unresolved()
                && history.reasonCount() >= 3
                && history.reasonShare() >= 0.8
                && last - history.onset() >= OUTAGE
                && evidence.endNanos() - last <= RECENT
                && history.answeredBefore();
    }

    final void add(
            Evidence evidence,
            Findings findings,
            ConnectHistory history,
            Confidence confidence,
            String missing,
            String more) {
        findings.add(finding(evidence, history, confidence, missing, more));
    }

    private Finding finding(
            Evidence evidence, ConnectHistory history, Confidence confidence, String missing, String more) {
        double score = confidence == Confidence.HIGH ? 0.95 : confidence == Confidence.MEDIUM ? 0.6 : 0.4;
        return new Finding(
                kind(),
                node(),
                Subject.connects(history),
                history.onset(),
                0,
                confidence,
                score * (0.5 + history.reasonShare() / 2),
                summary(evidence, history) + more,
                confidence == Confidence.HIGH ? "" : missing);
    }

    /** NONE where the failures are no fault: too few, or over. */
    final Confidence confidence(Evidence evidence, ConnectHistory history) {
        boolean endFollows = evidence.endFollows(history);
        int count = history.reasonCount();
        boolean single = history.troubleCount() == 1 && history.longestPending() == 0;
        if (!endFollows && (!history.unresolved() || single)) {
            return Confidence.NONE;
        }
        if (share(history) < 0.2) {
            return Confidence.NONE;
        }
        long span = history.lastFailure().atNanos()
                - history.onset()
                + history.firstFailure().durationNanos();
        boolean lasting = (count >= 3 && (endFollows || span >= lastingNanos))
                || (count >= 2 && span >= 2 * lastingNanos)
                || history.longestPending() >= HANGING
                || (endFollows && named(evidence, history))
                || wholeLife(evidence, history);
        boolean pure = history.reasonShare() >= 0.8 && share(history) >= 0.5;
        boolean own = evidence.gcPressureAt() >= 0 && evidence.gcPressureAt() <= history.onset() && couldBeLocal();
        boolean seen = !couldBeLocal() || evidence.heap().size() > 0;
        return lasting && pure && !own && seen && !history.recovered() ? Confidence.HIGH : Confidence.MEDIUM;
    }

    /** Whether the process died without ever having had a connection, failing to its end. */
    private static boolean wholeLife(Evidence evidence, ConnectHistory history) {
        return !evidence.timeline().alive()
                && history.unresolved()
                && history.opened() == 0
                && history.reasonCount() >= 5;
    }

    /** Whether a paused or starved process could bring such failures on itself. */
    private boolean couldBeLocal() {
        return reason == ConnectFailure.UNREACHABLE || reason == ConnectFailure.TLS || reason == ConnectFailure.DNS;
    }

    /** Failures as a share of the attempts since the first of them. */
    private static double share(ConnectHistory history) {
        int opened = 0;
        for (Signal signal : history.signals()) {
            if (signal.kind() == SignalKind.CONNECT_SUCCEEDED && signal.atNanos() > history.onset()) {
                opened += signal.count();
            }
        }
        return (double) history.troubleCount() / (history.troubleCount() + opened);
    }

    /** Whether the exception that ended the main thread is this failure in its own words. */
    private static boolean named(Evidence evidence, ConnectHistory history) {
        Signal uncaught = evidence.uncaught();
        ErrorDetail last = uncaught == null ? null : uncaught.error();
        ErrorDetail words = words(history);
        return last != null
                && words != null
                && (last.sameAs(words)
                        || (!words.message().isEmpty() && last.message().contains(words.message())));
    }

    private static @Nullable ErrorDetail words(ConnectHistory history) {
        Signal kept = history.detailed();
        return kept == null ? null : kept.error();
    }

    static String missing(ConnectHistory history) {
        if (history.reasonShare() < 0.8) {
            return "failures to connect to " + history.target() + " had several reasons; the database's own log would"
                    + " tell which came first";
        }
        return "more attempts: only " + Words.count(history.troubleCount(), "failure") + " to connect to "
                + history.target() + " were recorded, over "
                + Words.span(history.lastFailure().atNanos() - history.onset());
    }

    private String summary(Evidence evidence, ConnectHistory history) {
        int opened = 0;
        for (Signal signal : history.signals()) {
            if (signal.kind() == SignalKind.CONNECT_SUCCEEDED
                    && signal.atNanos() >= history.onset()
                    && signal.atNanos() <= history.lastFailure().atNanos()) {
                opened += signal.count();
            }
        }
        int failed = history.troubleCount();
        long last = history.lastFailure().atNanos();
        String what = history.reason() == reason ? happened : "Connecting to the database failed for %s";
        String connections = failed == 1 && opened == 0
                ? "the one connection tried"
                : failed + " of " + (failed + opened) + " connections";
        StringBuilder text = new StringBuilder(what.replace("%s", connections));
        if (failed > 1) {
            text.append(" over ").append(Words.span(last - history.onset()));
        }
        text.append(", first ").append(Words.span(evidence.endNanos() - history.onset()));
        text.append(evidence.timeline().alive() ? " ago" : " before the end");
        ErrorDetail words = words(history);
        if (words != null) {
            text.append(": \"").append(words.message()).append('"').append(codes(words));
        }
        return text.append('.').toString();
    }

    /** The codes as drivers give them: {@code (08004/1040)}. */
    private static String codes(ErrorDetail error) {
        if (error.sqlState() == null && error.vendorCode() == 0) {
            return "";
        }
        return " (" + (error.sqlState() == null ? "no SQLState" : error.sqlState()) + "/" + error.vendorCode() + ")";
    }
}
