package dev.firstfault.collectors.search;

import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.util.Map;
import java.util.TreeMap;

/** Findings as lines that can be compared: what is counted, and how often. */
final class Told {

    private Told() {}

    static Map<String, Long> of(AnswerFindings findings) {
        Map<String, Long> told = new TreeMap<>();
        for (BulkAction action : BulkAction.values()) {
            for (StatusClass status : StatusClass.values()) {
                for (HttpError kind : HttpError.values()) {
                    long count = findings.items(action, status, kind);
                    if (count > 0) {
                        told.put("item " + action.word() + " " + status.word() + " " + kind.word(), count);
                    }
                }
            }
        }
        for (HttpError kind : HttpError.values()) {
            put(told, "search " + kind.word(), findings.count(FailureLevel.SEARCH, kind));
            put(told, "shard " + kind.word(), findings.count(FailureLevel.SHARD, kind));
        }
        put(told, "request " + findings.requestKind().word(), 1);
        put(told, "failed shards", findings.failedShards());
        for (PoolRejections pool : findings.pools()) {
            String of = "pool " + pool.pool() + " ";
            put(told, of + "rejections", pool.rejections());
            put(told, of + "capacity", pool.queueCapacity());
            put(told, of + "size", pool.poolSize());
            put(told, of + "active", pool.activeThreads());
            put(told, of + "queued", pool.queuedTasks());
            put(told, of + "completed", pool.completedTasks());
        }
        for (PressureRejections pressure : findings.pressures()) {
            String of = "pressure " + pressure.stage().word() + " ";
            put(told, of + "rejections", pressure.rejections());
            put(told, of + "held", pressure.heldBytes());
            put(told, of + "replica", pressure.replicaBytes());
            put(told, of + "operation", pressure.operationBytes());
            put(told, of + "limit", pressure.limitBytes());
        }
        for (BreakerTrips breaker : findings.breakers()) {
            String of = "breaker " + breaker.breaker() + " ";
            put(told, of + "trips", breaker.trips());
            put(told, of + "wanted", breaker.wantedBytes());
            put(told, of + "limit", breaker.limitBytes());
        }
        return told;
    }

    static void put(Map<String, Long> told, String what, long count) {
        if (count > 0) {
            told.put(what, count);
        }
    }

    static AnswerFindings scan(AnswerScanner scanner, int status, byte[] body) {
        scanner.begin(status);
        scanner.accept(body, 0, body.length);
        return scanner.finish();
    }
}
