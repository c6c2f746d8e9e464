package dev.firstfault.collectors.search;

import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says of failures: counts, numbers, and names of fixed lists; never a text of the server's. Valid until its scanner begins
 * the next answer.
 */
public final class AnswerFindings {

    private static final int ERROR_COUNT = HttpError.values().length;
    private static final int LEVEL_COUNT = FailureLevel.values().length;

    /** In the order of {@link ServerWords}. */
    private static final WriteStage[] STAGES = {WriteStage.COORDINATING, WriteStage.PRIMARY, WriteStage.REPLICA};

    private final int[] items = new int[BulkAction.COUNT * StatusClass.COUNT * ERROR_COUNT];
    private final int[] failures = new int[LEVEL_COUNT * ERROR_COUNT];
    private final @Nullable PoolRejections[] pools = new PoolRejections[ServerWords.POOLS.size()];
    private final @Nullable PressureRejections[] pressures = new PressureRejections[STAGES.length];
    private final @Nullable BreakerTrips[] breakers = new BreakerTrips[ServerWords.BREAKERS.size()];

    private Extent extent = Extent.EMPTY;
    private HttpError requestKind = HttpError.NONE;
    private int itemCount;
    private int searchCount;
    private long failedShards;
    private long scannedBytes;
    private long totalBytes;

    AnswerFindings() {}

    void clear() {
        Arrays.fill(items, 0);
        Arrays.fill(failures, 0);
        Arrays.fill(pools, null);
        Arrays.fill(pressures, null);
        Arrays.fill(breakers, null);
        extent = Extent.EMPTY;
        requestKind = HttpError.NONE;
        itemCount = 0;
        searchCount = 0;
        failedShards = 0;
        scannedBytes = 0;
        totalBytes = 0;
    }

    void items(BulkAction action, Failure failure, int count) {
        HttpError kind = failure.kind();
        items[slot(action, StatusClass.of(failure.status()), kind)] += count;
        itemCount += count;
        count(FailureLevel.ITEM, kind, failure, count);
    }

    void search(Failure failure) {
        searchCount++;
        count(FailureLevel.SEARCH, failure.kind(), failure, 1);
    }

    void shards(Failure failure) {
        count(FailureLevel.SHARD, failure.kind(), failure, 1);
    }

    void request(Failure failure) {
        requestKind = failure.kind();
        count(FailureLevel.REQUEST, requestKind, failure, 1);
    }

    void failedShards(long count) {
        failedShards += count;
    }

    void end(Extent reached, long scanned, long total) {
        extent = reached;
        scannedBytes = scanned;
        totalBytes = total;
    }

    private void count(FailureLevel level, HttpError kind, Failure failure, int count) {
        failures[level.id() * ERROR_COUNT + kind.id()] += count;
        if (kind == HttpError.THREAD_POOL && failure.pool() >= 0) {
            poolAt(failure.pool()).rejected(count);
        } else if (kind == HttpError.INDEXING_PRESSURE && failure.stage() >= 0) {
            pressureAt(failure.stage()).rejected(count);
        } else if (kind == HttpError.CIRCUIT_BREAKER) {
            breakerAt(Math.max(failure.breaker(), ServerWords.OTHER)).tripped(count);
        }
    }

    /** Returns the index that it was given. */
    int saw(int pool, PoolNumbers numbers) {
        poolAt(pool).saw(numbers);
        return pool;
    }

    private PoolRejections poolAt(int index) {
        PoolRejections pool = pools[index];
        if (pool == null) {
            pool = new PoolRejections(ServerWords.POOLS.name(index));
            pools[index] = pool;
        }
        return pool;
    }

    PressureRejections pressureAt(int index) {
        PressureRejections pressure = pressures[index];
        if (pressure == null) {
            pressure = new PressureRejections(STAGES[index]);
            pressures[index] = pressure;
        }
        return pressure;
    }

    BreakerTrips breakerAt(int index) {
        BreakerTrips breaker = breakers[index];
        if (breaker == null) {
            breaker = new BreakerTrips(ServerWords.BREAKERS.name(index));
            breakers[index] = breaker;
        }
        return breaker;
    }

    private static int slot(BulkAction action, StatusClass status, HttpError kind) {
        return (action.index() * StatusClass.COUNT + status.index()) * ERROR_COUNT + kind.id();
    }

    /** How much of the answer the rest speaks for. */
    public Extent extent() {
        return extent;
    }

    /** Why the request as a whole failed; {@link HttpError#NONE} if it did not. */
    public HttpError requestKind() {
        return requestKind;
    }

    /** Items of a bulk that were read. 0 for one without errors: it is not read further. */
    public int items() {
        return itemCount;
    }

    /** Items of one action that had a status of this class and failed, or not, in this way. */
    public int items(BulkAction action, StatusClass status, HttpError kind) {
        return items[slot(action, status, kind)];
    }

    /** Searches of an {@code _msearch} that were read. */
    public int searches() {
        return searchCount;
    }

    /** What failed at this level in this way; with {@link HttpError#NONE}, what did not fail. */
    public int count(FailureLevel level, HttpError kind) {
        return failures[level.id() * ERROR_COUNT + kind.id()];
    }

    /** Shards that failed in what went well otherwise. More than the groups that are counted: servers name each reason once. */
    public long failedShards() {
        return failedShards;
    }

    /** The pools that were named. */
    public List<PoolRejections> pools() {
        return named(pools);
    }

    /** The stages at which the indexing pressure refused a write. */
    public List<PressureRejections> pressures() {
        return named(pressures);
    }

    /** The circuit breakers that were named. */
    public List<BreakerTrips> breakers() {
        return named(breakers);
    }

    /** Bytes of JSON that were looked at. */
    public long scannedBytes() {
        return scannedBytes;
    }

    /** Bytes of JSON that came, as far as it is known: what is not looked at is not unpacked either. */
    public long totalBytes() {
        return totalBytes;
    }

    private static <T> List<T> named(@Nullable T[] table) {
        List<T> named = new ArrayList<>();
        for (T entry : table) {
            if (entry != null) {
                named.add(entry);
            }
        }
        return named;
    }
}
