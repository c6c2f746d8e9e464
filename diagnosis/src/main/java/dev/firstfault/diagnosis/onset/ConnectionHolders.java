package dev.firstfault.diagnosis.onset;

import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who held a database's connections when it first refused one: this process or others. */
public final class ConnectionHolders {

    /** The answer. */
    public enum Holder {
        /** This process took them and did not give them back. */
        SELF,
        /** Probably this process. */
        RATHER_SELF,
        /** Probably others. */
        RATHER_OTHERS,
        /** This process held few, or no more than its pools are configured for. */
        OTHERS
    }

    private static final long S = 1_000_000_000L;

    /** As many pools of one definition for one database are not a configuration any more, but one made over and over. */
    private static final int REMADE_POOLS = 4;

    /** As many connections, taken one by one and none closed, are more than a pool that is not hooked is configured for. */
    private static final int MANY = 64;

    private final Holder holder;
    private final String because;

    private ConnectionHolders(Holder holder, String because) {
        this.holder = holder;
        this.because = because;
    }

    public Holder holder() {
        return holder;
    }

    /** The observation, a whole sentence. */
    public String because() {
        return because;
    }

    /**
     * Who held the connections of {@code connects} at the onset of its trouble.
     *
     * @param only whether it is the only target, so that every pool is one of its
     */
    public static ConnectionHolders of(ConnectHistory connects, Pools pools, boolean only) {
        long onset = connects.firstFailure().atNanos();
        long own = connects.ownAtOnset();
        List<Signal> open = pools.openAt(onset);
        List<Signal> remade = largestGroup(open);
        Raw raw = new Raw(connects, onset);
        boolean ours = only || (remade.size() >= REMADE_POOLS && raw.opened >= remade.size());
        String held = "This process held " + Words.count(own, "connection") + " of its own when the first was refused";
        if (ours && remade.size() >= REMADE_POOLS && own >= remade.size()) {
            String because = held + ", in " + remade.size() + " pools of the same definition that were opened over "
                    + Words.span(remade.get(remade.size() - 1).atNanos()
                            - remade.get(0).atNanos())
                    + " and not closed.";
            boolean goesOn = notAtOnce(remade) || pools.openedAfter(onset) >= 2;
            boolean self = goesOn && lastedUntil(remade, onset);
            return new ConnectionHolders(
                    self ? Holder.SELF : goesOn ? Holder.RATHER_SELF : Holder.RATHER_OTHERS, because);
        }
        if (only && remade.size() >= 2 && own >= 4 && pools.openedAfter(onset) >= 2) {
            String because = held + ", in " + remade.size() + " pools of the same definition, and went on to make "
                    + Words.count(pools.openedAfter(onset), "more pool") + " after it.";
            return new ConnectionHolders(Holder.RATHER_SELF, because);
        }
        boolean contradicted = remade.size() >= REMADE_POOLS || (raw.opened - raw.closed >= 8 && own <= 2);
        if (own <= 2 && !contradicted) {
            return new ConnectionHolders(Holder.OTHERS, held + ".");
        }
        long capacity = 0;
        for (Signal pool : open) {
            capacity += Math.max(0, pool.v1());
        }
        if (capacity > 0 && own <= capacity && !contradicted) {
            String because =
                    held + ", within the " + capacity + " that its " + Words.count(open.size(), "pool") + " may open.";
            return new ConnectionHolders(
                    only && remade.size() < REMADE_POOLS ? Holder.OTHERS : Holder.RATHER_OTHERS, because);
        }
        if (only && capacity > 0 && own > capacity + 4 && raw.steady()) {
            // A pool whose opening was not recorded looks the same: so many only where the record is whole.
            return new ConnectionHolders(
                    own > 2 * capacity + 4 && raw.whole(own) ? Holder.SELF : Holder.RATHER_SELF,
                    held + ", " + (own - capacity) + " more than its pools may open, and had closed hardly any.");
        }
        if (!pools.any() && raw.steady() && own >= 4) {
            return new ConnectionHolders(
                    own >= MANY && raw.spread() && raw.whole(own) ? Holder.SELF : Holder.RATHER_SELF,
                    held + ", opened one by one over " + Words.span(raw.span()) + ", and had closed "
                            + (raw.closed == 0 ? "none" : String.valueOf(raw.closed)) + ".");
        }
        return new ConnectionHolders(Holder.RATHER_OTHERS, held + "; whether a pool wanted them was not recorded.");
    }

    /** The pools that share maximum, minimum and target: one definition, opened several times. */
    private static List<Signal> largestGroup(List<Signal> pools) {
        Map<String, List<Signal>> groups = new LinkedHashMap<>();
        for (Signal pool : pools) {
            String definition = pool.v1() + " " + pool.v2() + " " + pool.v3() + " " + stem(pool);
            groups.computeIfAbsent(definition, unused -> new ArrayList<>()).add(pool);
        }
        List<Signal> best = new ArrayList<>();
        for (List<Signal> group : groups.values()) {
            best = group.size() > best.size() ? group : best;
        }
        return best;
    }

    /** A name without its digits, in which alone those differ that a library makes up. */
    private static String stem(Signal pool) {
        return pool.resource() == null ? "" : pool.resource().name().replaceAll("[0-9]+", "#");
    }

    /** Whether pools were opened one after the other until the refusal, not all at once at the start. */
    private static boolean lastedUntil(List<Signal> pools, long onset) {
        int n = pools.size();
        long span = pools.get(n - 1).atNanos() - pools.get(0).atNanos();
        return onset - pools.get(n - 1).atNanos() <= Math.max(2 * S, 3 * span / (n - 1));
    }

    /** An application with several pools opens them at once; one that makes them per call or retry does not stop. */
    private static boolean notAtOnce(List<Signal> pools) {
        return pools.get(pools.size() - 1).atNanos() - pools.get(0).atNanos() >= 3 * S || pools.size() > 8;
    }

    /** Connections as the driver saw them, whoever asked for them. */
    private static final class Raw {

        private final long onset;
        private final List<Signal> successes = new ArrayList<>();
        private int opened;
        private int closed;

        Raw(ConnectHistory connects, long onset) {
            this.onset = onset;
            for (Signal signal : connects.signals()) {
                if (signal.atNanos() > onset) {
                    break;
                }
                if (signal.kind() == SignalKind.CONNECT_SUCCEEDED) {
                    opened += signal.count();
                    successes.add(signal);
                } else if (signal.kind() == SignalKind.CONNECTION_CLOSED) {
                    closed += signal.count();
                }
            }
        }

        long span() {
            return successes.isEmpty()
                    ? 0
                    : successes.get(successes.size() - 1).atNanos()
                            - successes.get(0).atNanos();
        }

        /** Opened again and again up to the refusal, and hardly any closed. */
        boolean steady() {
            int n = successes.size();
            return n >= 4
                    && closed * 10 <= opened
                    && onset - successes.get(n - 1).atNanos() <= Math.max(5 * S, 3 * span() / (n - 1));
        }

        /** Whether the connections held are all on record. */
        boolean whole(long own) {
            return (opened - closed) * 10L >= own * 9;
        }

        /** Spread over time as work is, not one on the heels of the other as a pool fills itself. */
        boolean spread() {
            int n = successes.size();
            if (n < 4 || span() < 5 * S) {
                return false;
            }
            long[] gaps = new long[n - 1];
            long[] costs = new long[n - 1];
            for (int i = 1; i < n; i++) {
                gaps[i - 1] = successes.get(i).atNanos() - successes.get(i - 1).atNanos();
                costs[i - 1] = successes.get(i).durationNanos();
            }
            Arrays.sort(gaps);
            Arrays.sort(costs);
            return gaps[gaps.length / 2] >= 3 * costs[costs.length / 2] && gaps[gaps.length - 1] < span() / 3;
        }
    }
}
