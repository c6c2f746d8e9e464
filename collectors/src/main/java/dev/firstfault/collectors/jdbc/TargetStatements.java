package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Burst;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The statements of one JDBC target. Thread-safe; {@link #tick} and what it uses belong to the agent's thread. */
final class TargetStatements {

    /** As {@link SignalKind#STATEMENTS} defines a slow one. */
    private static final int SLOW_FACTOR = 10;

    private static final long SLOW_NANOS = 100_000_000L;

    private static final int SHAPE_SECONDS = 5;
    private static final int MOST_SHAPES = 10;

    private final Resource resource;
    private final DriverFamily family;
    private final ShapeTable shapes;
    private final SignalSink sink;
    private final Clock clock;

    private final Histogram time;
    private final Gauge inFlight;
    private final Gauge oldest;
    private final Counter withoutLimit;
    private final Counter rows;
    private final Map<StatementFailure, Counter> errors = new EnumMap<>(StatementFailure.class);
    private final Map<StatementFailure, Burst> bursts = new EnumMap<>(StatementFailure.class);

    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile int second;
    private volatile boolean observed;

    private final TargetWindow window = new TargetWindow();
    private final List<ShapeWindow> busiest = new ArrayList<>(MOST_SHAPES);
    private long seenEnded;
    private long seenNanos;

    TargetStatements(
            JdbcTarget target,
            Resource resource,
            StatementMeters meters,
            AtomicInteger shapesOfProcess,
            SignalSink sink,
            Clock clock) {
        this.resource = resource;
        this.family = target.family();
        this.shapes = new ShapeTable(family, shapesOfProcess);
        this.sink = sink;
        this.clock = clock;
        this.time = meters.time.with(target.name());
        this.inFlight = meters.inFlight.with(target.name());
        this.oldest = meters.oldest.with(target.name());
        this.withoutLimit = meters.withoutLimit.with(target.name());
        this.rows = meters.rows.with(target.name());
        inFlight.set(0);
        oldest.set(0);
        for (StatementFailure reason : StatementFailure.values()) {
            // All at 0 at once: a counter that appears with its first failure hides it from rate().
            errors.put(reason, meters.errors.with(target.name(), reason.word()));
            bursts.put(reason, new Burst());
        }
    }

    ShapeTable shapes() {
        return shapes;
    }

    /** A statement was made on one of its connections: the hooks work. */
    void observed() {
        if (!observed) {
            observed = true;
        }
    }

    boolean isObserved() {
        return observed;
    }

    /** Tells what belongs to one second from what belongs to the next. */
    int second() {
        return second;
    }

    /** An execution ended. Hot. */
    void ended(StatementShape shape, long durationNanos, boolean hasFailed) {
        time.observe(durationNanos);
        long longest = longestNanos.get();
        while (durationNanos > longest && !longestNanos.compareAndSet(longest, durationNanos)) {
            longest = longestNanos.get();
        }
        long usual = shape.usualNanos();
        if (usual > 0 && durationNanos > SLOW_FACTOR * usual && durationNanos > usual + SLOW_NANOS) {
            slow.incrementAndGet();
        }
        shape.ended(durationNanos, hasFailed);
    }

    /** An execution ended by throwing. */
    void failed(Object statement, StatementShape shape, long durationNanos, long idleNanos, Throwable thrown) {
        int limitMillis = TimeLimits.ofStatement(statement);
        StatementError error = StatementError.of(thrown, family, limitMillis, durationNanos);
        Counter counter = errors.get(error.reason());
        Burst burst = bursts.get(error.reason());
        if (counter == null || burst == null) {
            return; // never: there is one for every reason
        }
        counter.increment();
        failed.incrementAndGet();
        if (burst.admits(durationNanos)) {
            sink.record(
                    SignalKind.STATEMENT_FAILED,
                    resource,
                    durationNanos,
                    error.reason().id(),
                    Signal.pack(error.vendorCode(), limitMillis),
                    Signal.pack(sink.resourceId(shape.resource()), Change.millis(idleNanos)),
                    1,
                    error.detail(sink.nanosSinceOrigin()));
        }
    }

    /** So many more rows came. */
    void received(long more) {
        rows.add(more);
    }

    /** One result has become large, and may fill the heap before the next second: says so at once. */
    void growing(@Nullable StatementShape shape, int itsRows) {
        if (shape == null) {
            return;
        }
        shape.returned(itsRows);
        sink.record(
                SignalKind.STATEMENT_SHAPE,
                shape.resource(),
                0,
                0,
                Signal.pack(0, itsRows),
                Signal.pack(sink.resourceId(resource), ShapeWindow.micros(shape.usualNanos())));
    }

    /** The current thread executes the same again and again: remembers from where. */
    void placeRepeated(StatementShape shape) {
        shape.placed(new ErrorDetail(
                sink.nanosSinceOrigin(),
                "repeated",
                shape.text(),
                null,
                0,
                Thread.currentThread().getName(),
                CallFrames.ofCaller(new Throwable().getStackTrace())));
    }

    /** Once a second, before the connections are looked at: what ends from now on belongs to the next one. */
    void beginSecond(int number) {
        second = number;
    }

    TargetWindow window() {
        return window;
    }

    /** Once a second, after the connections were looked at: publishes what ended and what runs. */
    void tick() {
        inFlight.set(window.inFlight());
        oldest.set(window.oldestNanos() / 1e9);
        for (PendingStatement execution : window.due()) {
            record(execution);
            execution.release();
        }
        long ended = 0;
        for (int bucket = 0; bucket < Histogram.bucketCount(); bucket++) {
            ended += time.bucket(bucket);
        }
        long nanos = time.sumNanos();
        window.record(
                resource,
                ended - seenEnded,
                failed.getAndSet(0),
                nanos - seenNanos,
                longestNanos.getAndSet(0),
                slow.getAndSet(0),
                sink);
        seenEnded = ended;
        seenNanos = nanos;
        window.checkouts().record(resource, sink);
        recordExcess();
        for (StatementShape shape : shapes.all()) {
            shape.window().learn();
        }
        if (second % SHAPE_SECONDS == 0) {
            recordShapes();
        }
    }

    private void record(PendingStatement execution) {
        Thread thread = execution.thread();
        Object statement = execution.statement();
        StatementShape shape = execution.shape();
        if (thread == null || statement == null || shape == null) {
            return;
        }
        long age = clock.nanos() - execution.startNanos();
        int limit = TimeLimits.ofStatement(statement);
        int connectionLimit = TimeLimits.ofConnection(statement);
        if (execution.isFirst() && limit == 0 && connectionLimit == 0) {
            withoutLimit.increment();
        }
        sink.record(
                SignalKind.STATEMENT_PENDING,
                resource,
                age,
                limit,
                connectionLimit,
                Signal.pack(sink.resourceId(shape.resource()), window.inFlight()),
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "executing",
                        shape.text(),
                        null,
                        0,
                        thread.getName(),
                        CallFrames.of(thread.getStackTrace())));
    }

    private void recordExcess() {
        for (Map.Entry<StatementFailure, Burst> burst : bursts.entrySet()) {
            int more = burst.getValue().takeExcess();
            if (more > 0) {
                long longest = burst.getValue().takeLongestNanos();
                sink.record(
                        SignalKind.STATEMENT_FAILED,
                        resource,
                        longest,
                        burst.getKey().id(),
                        0,
                        0,
                        more,
                        null);
            }
            burst.getValue().refill();
        }
    }

    /**
     * Those that took the most time, the one that gave the most rows (a result that is streamed takes its time after the
     * execution), and those that were executed often and are no more: left out means unchanged.
     */
    private void recordShapes() {
        busiest.clear();
        ShapeWindow widest = null;
        for (StatementShape shape : shapes.all()) {
            ShapeWindow candidate = shape.window();
            candidate.fold();
            if (!candidate.isEmpty()) {
                keep(candidate);
                widest = widest == null || candidate.rows() > widest.rows() ? candidate : widest;
            } else if (candidate.hasStopped()) {
                candidate.record(sink, sink.resourceId(resource));
            }
        }
        if (widest != null && !busiest.contains(widest)) {
            busiest.set(busiest.size() - 1, widest);
        }
        for (ShapeWindow shape : busiest) {
            shape.record(sink, sink.resourceId(resource));
        }
    }

    private void keep(ShapeWindow candidate) {
        int at = busiest.size();
        while (at > 0 && busiest.get(at - 1).nanos() < candidate.nanos()) {
            at--;
        }
        if (at < MOST_SHAPES) {
            busiest.add(at, candidate);
            if (busiest.size() > MOST_SHAPES) {
                busiest.remove(MOST_SHAPES);
            }
        }
    }
}
