package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One long checkout of a pool, as the reports of {@link SignalKind#POOL_HELD} tell it. */
public final class Hold {

    private static final long S = 1_000_000_000L;

    /** The start of a checkout, told by its age, differs from report to report by what the agent's second is late. */
    private static final long SAME = S * 3 / 4;

    private final long start;
    private Signal last;
    private boolean stands;

    private Hold(Signal first) {
        start = startOf(first);
        last = first;
    }

    /** The long checkouts that a pool's reports tell of, in order of the first report. */
    static List<Hold> of(List<Signal> reports, long endNanos) {
        List<Hold> holds = new ArrayList<>();
        // Thousands of reports of one pool: each is compared with those that began about when it did.
        NavigableMap<Long, List<Integer>> byStart = new TreeMap<>();
        for (Signal report : reports) {
            long start = startOf(report);
            int known = -1;
            for (List<Integer> near :
                    byStart.subMap(start - SAME, true, start + SAME, true).values()) {
                for (int i : near) {
                    boolean older = report.durationNanos() > holds.get(i).age() + SAME;
                    known = older ? Math.max(known, i) : known;
                }
            }
            if (known < 0) {
                byStart.computeIfAbsent(start, fresh -> new ArrayList<>()).add(holds.size());
                holds.add(new Hold(report));
            } else {
                holds.get(known).last = report;
            }
        }
        for (Hold hold : holds) {
            hold.stands = endNanos <= hold.start + nextReport(hold.last.durationNanos()) + 2 * S;
        }
        return holds;
    }

    private static long startOf(Signal report) {
        return report.atNanos() - report.durationNanos();
    }

    /** The age at which the next report is due: 1, 2, 5, 10, 20, ... seconds. */
    private static long nextReport(long ageNanos) {
        for (long decade = S; ; decade *= 10) {
            for (long digit : new long[] {1, 2, 5}) {
                // The first ones are left out while nobody waits.
                if (digit * decade >= 10 * S && digit * decade > ageNanos + SAME) {
                    return digit * decade;
                }
            }
        }
    }

    /** When the connection was checked out, nanoseconds since the origin. */
    public long start() {
        return start;
    }

    /** Its last report. */
    public Signal last() {
        return last;
    }

    /** The age at the last report, nanoseconds. */
    public long age() {
        return last.durationNanos();
    }

    /** Whether the connection is still out at the end: the next report, which would have been due, is not missing. */
    public boolean stands() {
        return stands;
    }

    /** What the thread that checked it out did at the last report. */
    public HolderState holder() {
        return HolderState.ofId(Signal.lower(last.v3()));
    }

    /** Whether a statement ran on it at the last report. */
    public boolean inStatement() {
        return Signal.lower(last.v1()) == 1 || holder() == HolderState.IN_STATEMENT;
    }

    /** Whether it is known what was executed on it. */
    public boolean statementsSeen() {
        return Signal.lower(last.v1()) != 2;
    }

    /** Whether the thread went on without giving it back, so that nobody will. */
    public boolean abandoned() {
        return !inStatement() && (holder() == HolderState.ELSEWHERE || holder() == HolderState.ENDED);
    }

    /** Whether its thread waits for another one: it has forgotten this, or needs two at a time. */
    public boolean asksForAnother() {
        return holder() == HolderState.CHECKING_OUT;
    }

    /** Whether it executes statement after statement, so that a look between two of them means nothing. */
    private boolean busy() {
        return Signal.upper(last.v1()) > 5 * (last.durationNanos() / 1e9);
    }

    /** Whether the thread keeps it while it does something else than statements. */
    public boolean kept() {
        return !inStatement()
                && !busy()
                && (holder() == HolderState.RUNNING
                        || holder() == HolderState.WAITING
                        || holder() == HolderState.BLOCKED);
    }
}
