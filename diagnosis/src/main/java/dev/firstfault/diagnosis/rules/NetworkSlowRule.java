package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ShapeHistory;
import dev.firstfault.diagnosis.onset.Shift;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.Arrays;

/**
 * Every shape of statements takes longer by about the same time, and opening a connection by a few times as much: what is
 * added is the way there and back. A server that is slow adds the more, the more a statement asks of it.
 */
final class NetworkSlowRule extends Rule {

    private static final double MS = 1e6;

    NetworkSlowRule() {
        super(
                FaultKind.NETWORK_SLOW,
                Node.NETWORK_SLOW,
                "two shapes of statements or more, quick and slow ones, take longer by the same time, give or take a"
                        + " third, and connecting takes longer by twice that or more",
                "never: the way is not seen from here, only its ends");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long end = evidence.endNanos();
        for (StatementHistory statements : evidence.statements()) {
            Shift mean = Shift.of(statements.mean(), end, 5);
            if (!mean.rose(2, 5) || evidence.lostTime(mean.onset(), end).notable()) {
                continue;
            }
            double added = added(statements, end);
            double connecting = connecting(evidence, statements.target(), mean.onset());
            if (added > 0 && connecting >= 2 * added) {
                findings.add(new Finding(
                        kind(),
                        node(),
                        Subject.database(statements.target()),
                        mean.onset(),
                        2_000_000_000L,
                        Confidence.MEDIUM,
                        0.6,
                        "Every statement to " + statements.target() + " takes " + Words.span((long) (added * MS))
                                + " longer than before, quick and slow ones alike, and connecting takes "
                                + Words.span((long) (connecting * MS)) + " longer.",
                        "the round trip to the host (ping, ss -ti): whether the way or the server takes the time"));
            }
        }
    }

    /** By how much all shapes became slower, milliseconds; 0 where there are fewer than two, or they differ. */
    private static double added(StatementHistory statements, long endNanos) {
        double least = Double.MAX_VALUE;
        double most = 0;
        double quickest = Double.MAX_VALUE;
        double slowest = 0;
        int shapes = 0;
        for (ShapeHistory shape : statements.shapes()) {
            Shift mean = Shift.of(shape.mean(), endNanos, 5);
            if (mean.hasPast()) {
                shapes++;
                least = Math.min(least, mean.now() - mean.before());
                most = Math.max(most, mean.now() - mean.before());
                quickest = Math.min(quickest, mean.before());
                slowest = Math.max(slowest, mean.before());
            }
        }
        boolean unlike = slowest >= 2 * quickest;
        return shapes >= 2 && unlike && least > 0 && most <= 1.5 * least ? least : 0;
    }

    /** By how much connecting takes longer since a moment, milliseconds, by medians; 0 where either side is unknown. */
    private static double connecting(Evidence evidence, String target, long onset) {
        for (ConnectHistory connects : evidence.connects()) {
            if (connects.target().equals(target)) {
                double before = median(connects, Long.MIN_VALUE, onset);
                double since = median(connects, onset, Long.MAX_VALUE);
                return before > 0 && since > 0 ? Math.max(0, since - before) : 0;
            }
        }
        return 0;
    }

    private static double median(ConnectHistory connects, long fromNanos, long toNanos) {
        double[] millis = new double[connects.signals().size()];
        int n = 0;
        for (Signal signal : connects.signals()) {
            if (signal.kind() == SignalKind.CONNECT_SUCCEEDED
                    && signal.atNanos() >= fromNanos
                    && signal.atNanos() < toNanos) {
                millis[n++] = signal.durationNanos() / MS;
            }
        }
        Arrays.sort(millis, 0, n);
        return n == 0 ? 0 : millis[n / 2];
    }
}
