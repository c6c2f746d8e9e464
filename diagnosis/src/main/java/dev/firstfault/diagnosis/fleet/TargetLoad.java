package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.Series;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one process asked of one database server, and how it was answered. Immutable, a few numbers. */
final class TargetLoad {

    private static final long S = 1_000_000_000L;

    /** As much as rules of one process call a load that rose. */
    private static final double MORE = 2;

    private static final double STATEMENTS = 2;
    private static final double CONNECTIONS = 4;

    /** As much as rules of one process call statements that take longer, milliseconds. */
    private static final double SLOWER_MILLIS = 5;

    /** Failures just before a rise: then what came in addition may be attempts again. */
    private static final int FAILED = 3;

    private final String server;
    private final String machine;
    private final double rate;
    private final @Nullable Rise statements;
    private final @Nullable Rise connections;
    private final @Nullable Rise slowdown;
    private final long refusedMillis;
    private final boolean failedBefore;

    private TargetLoad(Timeline timeline, String target, StatementHistory history, @Nullable ConnectHistory connects) {
        machine = timeline.process().get(ProcessInfo.BOOT_ID);
        server = server(target);
        rate = history.ended().mean(0, timeline.endNanos());
        statements = Rise.of(history.ended(), timeline, MORE, STATEMENTS);
        slowdown = Rise.of(history.mean(), timeline, MORE, SLOWER_MILLIS);
        connections = connects == null ? null : Rise.of(connects.open(), timeline, MORE, CONNECTIONS);
        refusedMillis = connects == null || connects.failures() == 0 || connects.opened() == 0
                ? -1
                : timeline.epochMillis(connects.onset());
        failedBefore = statements != null && failed(timeline, history.failed(), statements.onsetMillis());
    }

    private static boolean failed(Timeline timeline, Series failed, long onsetMillis) {
        long onset = (onsetMillis - timeline.originEpochMillis()) * 1_000_000L;
        return failed.sum(onset - 20 * S, onset + S) >= FAILED;
    }

    /** The load on each target that statements were executed on. */
    static List<TargetLoad> of(Timeline timeline) {
        List<ConnectHistory> connects = ConnectHistory.of(timeline);
        List<TargetLoad> loads = new ArrayList<>();
        for (StatementHistory history : StatementHistory.of(timeline)) {
            ConnectHistory same = null;
            for (ConnectHistory candidate : connects) {
                same = candidate.target().equals(history.target()) ? candidate : same;
            }
            if (!history.target().isEmpty() && history.ended().size() > 0) {
                loads.add(new TargetLoad(timeline, history.target(), history, same));
            }
        }
        return loads;
    }

    /** Host and port of a target: databases on one server share its CPU, its disk and its connections. */
    static String server(String target) {
        int start = target.indexOf("//");
        if (start < 0) {
            return target;
        }
        int end = start + 2;
        while (end < target.length() && "/;?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        return target.substring(start + 2, end);
    }

    String server() {
        return server;
    }

    /** Of what is the same server: a name that every machine has for itself is another on each. */
    String key() {
        boolean local = server.startsWith("localhost") || server.startsWith("127.") || server.startsWith("[::1]");
        return local ? server + " " + machine : server;
    }

    /** The machine's boot id; empty where it is not known. */
    String machine() {
        return machine;
    }

    /** Statements per second, over all of the time. */
    double rate() {
        return rate;
    }

    /** Statements per second that became more, or null. */
    @Nullable
    Rise statements() {
        return statements;
    }

    /** Own connections that became more, or null. */
    @Nullable
    Rise connections() {
        return connections;
    }

    /** The mean duration of statements, milliseconds, that became longer, or null. */
    @Nullable
    Rise slowdown() {
        return slowdown;
    }

    /** When connects began to fail, milliseconds since the epoch; -1 where none failed, or none ever succeeded. */
    long refusedMillis() {
        return refusedMillis;
    }

    /** Whether statements failed just before there were more of them. */
    boolean failedBefore() {
        return failedBefore;
    }
}
