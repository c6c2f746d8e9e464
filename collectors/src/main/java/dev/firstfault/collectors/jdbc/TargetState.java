package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Burst;
import dev.firstfault.collectors.jvm.ThreadAllocation;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Histogram;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is known of one JDBC target: its open connections, its failures. Thread-safe. */
final class TargetState {

    private final JdbcTarget target;
    private final Resource resource;
    private final SignalSink sink;
    private final Clock clock;
    private final Map<ConnectFailure, FailureState> failures = new EnumMap<>(ConnectFailure.class);
    private final Histogram connectTime;
    private final Gauge openGauge;

    private final AtomicInteger open = new AtomicInteger();
    private final Burst successes = new Burst();
    private final Burst closes = new Burst();
    private volatile @Nullable TargetStatements statements;

    TargetState(JdbcTarget target, JdbcMeters meters, SignalSink sink, Clock clock) {
        this.target = target;
        this.resource = new Resource(ResourceKind.JDBC_TARGET, target.name());
        this.sink = sink;
        this.clock = clock;
        for (ConnectFailure reason : ConnectFailure.values()) {
            // All at 0 at once: a counter that appears with its first failure hides it from rate().
            Counter counter = meters.failures().with(target.name(), reason.word());
            failures.put(reason, new FailureState(reason, counter));
        }
        this.connectTime = meters.connectTime().with(target.name());
        this.openGauge = meters.open().with(target.name());
        openGauge.set(0);
    }

    Resource resource() {
        return resource;
    }

    JdbcTarget target() {
        return target;
    }

    /** The statements executed on it; made at the first call. */
    TargetStatements statements(Statements all) {
        TargetStatements known = statements;
        return known == null ? firstStatements(all) : known;
    }

    /** The same, or null where nobody asked for them yet. */
    @Nullable
    TargetStatements statementsIfAny() {
        return statements;
    }

    private synchronized TargetStatements firstStatements(Statements all) {
        TargetStatements known = statements;
        if (known == null) {
            known = all.of(this);
            statements = known;
        }
        return known;
    }

    int open() {
        return open.get();
    }

    void opened(long durationNanos) {
        connectTime.observe(durationNanos);
        int now = open.incrementAndGet();
        openGauge.set(now);
        if (successes.admits(durationNanos)) {
            sink.record(SignalKind.CONNECT_SUCCEEDED, resource, durationNanos, now, 0, 0);
        }
    }

    void closed() {
        int now = open.decrementAndGet();
        openGauge.set(now);
        if (closes.admits(0)) {
            sink.record(SignalKind.CONNECTION_CLOSED, resource, 0, now, 0, 0);
        }
    }

    /** A connection that was never closed became unreachable. */
    void collected() {
        openGauge.set(open.decrementAndGet());
    }

    /** Counts and records a failure; the listener hears of the 1st, 3rd, 10th, 100th, ... of each reason. */
    void failed(long durationNanos, String url, Throwable thrown, ConnectListener listener) {
        connectTime.observe(durationNanos);
        ConnectError error = ConnectFailures.classify(thrown, target.family());
        FailureState failure = failures.get(error.reason());
        if (failure == null) {
            return; // never: there is one for every reason
        }
        long now = clock.nanos();
        long occurrence = failure.occurred(now, error.vendorCode());
        boolean worthALine = occurrence == 3 || isPowerOfTen(occurrence);
        boolean alone = failure.burst().admits(durationNanos);
        if (!alone && !worthALine) {
            return;
        }
        ErrorDetail detail = error.detail(sink.nanosSinceOrigin(), url);
        if (alone) {
            long allocatedAndCode = Signal.pack(ThreadAllocation.ofCurrentKilobytes(), error.vendorCode());
            record(failure, durationNanos, allocatedAndCode, 1, detail);
        }
        if (worthALine) {
            listener.connectFailed(target.name(), error.reason(), detail, occurrence, failure.sinceFirstNanos(now));
        }
    }

    /** An attempt to connect goes on without an answer. */
    void pending(long ageNanos, Thread thread) {
        Throwable waits = new Throwable();
        waits.setStackTrace(thread.getStackTrace());
        sink.record(
                SignalKind.CONNECT_PENDING,
                resource,
                ageNanos,
                ConnectFailure.UNREACHABLE.id(),
                0,
                open.get(),
                1,
                new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "connecting",
                        "no answer for " + TimeUnit.NANOSECONDS.toSeconds(ageNanos) + " s",
                        null,
                        0,
                        thread.getName(),
                        ErrorText.frames(waits)));
    }

    /** Records, once a second, what was too many to be recorded one by one. */
    void tick() {
        int opened = successes.takeExcess();
        if (opened > 0) {
            sink.record(
                    SignalKind.CONNECT_SUCCEEDED,
                    resource,
                    successes.takeLongestNanos(),
                    open.get(),
                    0,
                    0,
                    opened,
                    null);
        }
        int closed = closes.takeExcess();
        if (closed > 0) {
            sink.record(SignalKind.CONNECTION_CLOSED, resource, 0, open.get(), 0, 0, closed, null);
        }
        successes.refill();
        closes.refill();
        for (FailureState failure : failures.values()) {
            int more = failure.burst().takeExcess();
            if (more > 0) {
                record(failure, failure.burst().takeLongestNanos(), failure.lastVendorCode(), more, null);
            }
            failure.burst().refill();
        }
    }

    private void record(
            FailureState failure, long durationNanos, long allocatedAndCode, int count, @Nullable ErrorDetail detail) {
        sink.record(
                SignalKind.CONNECT_FAILED,
                resource,
                durationNanos,
                failure.reason().id(),
                allocatedAndCode,
                open.get(),
                count,
                detail);
    }

    private static boolean isPowerOfTen(long number) {
        long rest = number;
        while (rest >= 10 && rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }
}
