package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the one process whose load on a server rose before the others got into trouble with it. Names nobody where the
 * order is not clear, where several asked for more, or where the rise may itself be what the trouble led to.
 */
final class NeighbourSearch {

    /** Trouble that begins within as long of each other is one. */
    private static final long TOGETHER_MILLIS = 60_000;

    /** Trouble that comes later than this after a rise has less to do with it; than that, nothing that order could tell. */
    private static final long SOON_MILLIS = 60_000;

    private static final long LONG_MILLIS = 600_000;

    /** How far clocks of two machines are apart at most, as NTP keeps them, with room. */
    private static final long CLOCKS_MILLIS = 2000;

    /** Of all that there is more of, one process's share that makes it the one; and for certain. */
    private static final double MOST = 2 / 3.0;

    private static final double NEARLY_ALL = 0.8;

    /** What one process asks in addition, as a share of what all asked before, that a server may feel; and must. */
    private static final double FELT = 0.25;

    private static final double HEAVY = 0.5;

    private final String server;
    private final Pressure pressure;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> troubled = new ArrayList<>();

    private NeighbourSearch(String server, Pressure pressure) {
        this.server = server;
        this.pressure = pressure;
    }

    /** The trouble that the users of one server have in common, or null where they have none. */
    static @Nullable SharedTrouble search(String server, Pressure pressure, List<Member> members) {
        NeighbourSearch search = new NeighbourSearch(server, pressure);
        search.findTroubled(members);
        if (search.troubled.size() < 2) {
            return null;
        }
        long since = search.firstTroubleBeside(null);
        for (Member member : members) {
            if (member.process.startedMillis() <= since + TOGETHER_MILLIS
                    && member.process.lastMillis() >= since - TOGETHER_MILLIS) {
                search.members.add(member); // who was there at the time
            }
        }
        return search.judge();
    }

    /** Those in trouble at the time at which most are. */
    private void findTroubled(List<Member> all) {
        for (Member first : all) {
            List<Member> together = new ArrayList<>();
            long from = pressure.troubleMillis(first.load);
            for (Member other : all) {
                long at = pressure.troubleMillis(other.load);
                if (from >= 0 && at >= from && at <= from + TOGETHER_MILLIS) {
                    together.add(other);
                }
            }
            if (together.size() > troubled.size()) {
                troubled.clear();
                troubled.addAll(together);
            }
        }
    }

    private SharedTrouble judge() {
        Member most = null;
        Rise highest = null;
        double allGrowth = 0;
        int risen = 0;
        for (Member member : members) {
            Rise rise = pressure.load(member.load);
            long trouble = firstTroubleBeside(member);
            if (rise != null
                    && trouble >= 0
                    && !rise.clearlyAfter(trouble, clocks(member))
                    && rise.untilMillis() >= trouble) {
                risen++;
                allGrowth += rise.growth();
                if (highest == null || rise.growth() > highest.growth()) {
                    most = member;
                    highest = rise;
                }
            }
        }
        if (most == null || highest == null) {
            return nobody("none of them asked for more before: the server itself became slow, or serves others too");
        }
        if (highest.growth() < MOST * allGrowth) {
            return nobody(risen + " of them asked for more at about the same time");
        }
        return judge(most, highest, allGrowth);
    }

    private SharedTrouble judge(Member most, Rise rise, double allGrowth) {
        List<Member> others = new ArrayList<>();
        for (Member member : troubled) {
            if (member.process != most.process) {
                others.add(member);
            }
        }
        int rest = members.size() - 1;
        long trouble = firstTroubleBeside(most);
        String who = most.process.name();
        if (others.size() < 2 || 2 * others.size() < rest) {
            return nobody(who + " asked for more, but only " + others.size() + " of " + rest + " others suffered");
        }
        if (!rise.clearlyBefore(trouble, clocks(most))) {
            return nobody("the load of " + who + " rose within the same seconds: which came first is not clear");
        }
        if (trouble - rise.onsetMillis() > LONG_MILLIS) {
            return nobody("the load of " + who + " rose long before");
        }
        if (most.load.failedBefore()) {
            return nobody(
                    "statements of " + who + " failed before there were more of them: they may be attempts again");
        }
        Rise own = most.load.slowdown();
        if (own != null && own.clearlyBefore(rise.onsetMillis(), 0)) {
            return nobody(who + " asked for more only after its own statements took longer");
        }
        double usual = usual();
        if (rise.growth() < FELT * usual) {
            return nobody("what " + who + " asked for in addition is little beside what all ask for");
        }
        boolean high = rise.growth() >= NEARLY_ALL * allGrowth
                && trouble - rise.onsetMillis() <= SOON_MILLIS
                && others.size() >= 3
                && others.size() >= MOST * rest
                && rise.growth() >= HEAVY * usual;
        return new SharedTrouble(
                server,
                others.size(),
                members.size(),
                trouble,
                most.process,
                rise.onsetMillis(),
                high ? Confidence.HIGH : Confidence.MEDIUM,
                who + " " + pressure.words(rise) + "; of the " + rest + " others on " + server + ", "
                        + pressure.trouble()
                        + " in " + others.size() + ", the first "
                        + Words.span((trouble - rise.onsetMillis()) * 1_000_000L) + " later.");
    }

    private SharedTrouble nobody(String why) {
        return new SharedTrouble(
                server,
                troubled.size(),
                members.size(),
                firstTroubleBeside(null),
                null,
                -1,
                Confidence.NONE,
                "Of " + members.size() + " processes on " + server + ", " + pressure.trouble() + " in "
                        + troubled.size() + " at about the same time. No neighbour is named: " + why + ".");
    }

    /** When the first of the others got into trouble; -1 where none did. */
    private long firstTroubleBeside(@Nullable Member member) {
        long first = -1;
        for (Member other : troubled) {
            long at = pressure.troubleMillis(other.load);
            if ((member == null || other.process != member.process) && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    private long clocks(Member member) {
        for (Member other : members) {
            if (!other.load.machine().equals(member.load.machine())) {
                return CLOCKS_MILLIS;
            }
        }
        return 0;
    }

    private double usual() {
        double usual = 0;
        for (Member member : members) {
            double rate = pressure.usual(member.load);
            usual += Double.isNaN(rate) ? 0 : rate;
        }
        return usual;
    }

    /** One process as a user of the server. */
    static final class Member {
        final ProcessDigest process;
        final TargetLoad load;

        Member(ProcessDigest process, TargetLoad load) {
            this.process = process;
            this.load = load;
        }
    }
}
