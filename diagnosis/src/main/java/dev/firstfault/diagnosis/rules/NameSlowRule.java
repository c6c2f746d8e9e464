package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.NameHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Host names resolve, but only after seconds: most often a name server that does not answer, before one that does. */
final class NameSlowRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** A resolver that is asked again gives up on the first name server after five seconds, or two. */
    private static final long SLOW = 2 * S;

    /** One lost packet makes one slow look-up. */
    private static final int SEVERAL = 3;

    private static final long RECENT = 300 * S;

    NameSlowRule() {
        super(
                FaultKind.DNS_SLOW,
                Node.NAME_SLOW,
                "host names took two seconds or more to resolve, twice within the last five minutes",
                "three times, and collections and CPU limit left the process its time");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        List<Signal> slow = new ArrayList<>();
        String host = "";
        for (NameHistory name : evidence.names()) {
            int before = slow.size();
            for (Signal signal : name.slow()) {
                if (signal.durationNanos() >= SLOW && evidence.endNanos() - signal.atNanos() <= RECENT) {
                    slow.add(signal);
                }
            }
            host = host.isEmpty() && slow.size() > before ? name.host() : host;
        }
        if (slow.size() < 2) {
            return;
        }
        long first = Long.MAX_VALUE;
        long[] took = new long[slow.size()];
        for (int i = 0; i < took.length; i++) {
            took[i] = slow.get(i).durationNanos();
            first = Math.min(first, slow.get(i).atNanos() - took[i]);
        }
        Arrays.sort(took);
        boolean lost = evidence.heap().size() == 0
                || evidence.lostTime(first, evidence.endNanos()).notable();
        boolean high = took.length >= SEVERAL && !lost;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(host),
                Math.max(0, first),
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.9 : 0.55,
                "Host names took " + Words.span(took[took.length / 2]) + " to resolve, " + took.length
                        + " times; they did resolve. The first was " + host + ".",
                high ? "" : "more look-ups: whether all are slow, or one answer was lost"));
    }
}
