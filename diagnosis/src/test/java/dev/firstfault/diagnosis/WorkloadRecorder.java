package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.Workload.Connection;
import dev.firstfault.diagnosis.Workload.Shape;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes of a workload what the collectors write: once a second, quiet while nothing changes, errors twenty a second. */
final class WorkloadRecorder {

    private static final String FRAMES = "com.example.UserDao.load(UserDao.java:42)";

    private final Workload load;
    private final Map<Shape, double[]> shapes = new HashMap<>();
    private long ended;
    private long failed;
    private double sumMillis;
    private double longest;
    private long outliers;
    private int waits;
    private double longestWait;
    private double longestHold;
    private int checkouts;
    private long checkoutStatements;
    private int busiest;
    private int commonest;
    private @Nullable Shape commonestShape;
    private double busiestMillis;
    private double busiestStatementMillis;
    private int singles;
    private final double[] lastStatements = new double[8];
    private final double[] lastCheckouts = new double[6];
    private final double[] lastExecutor = new double[4];
    private final Map<Shape, double[]> lastShape = new HashMap<>();
    private int statementsQuiet = 99;
    private int checkoutsQuiet = 99;
    private int executorQuiet = 99;
    private final Map<Shape, Integer> shapeQuiet = new HashMap<>();
    private long lastPool = -1;
    private long lastPending = -1;
    private int poolQuiet;
    private long tasksDone;
    private double lastExecutorAt;

    WorkloadRecorder(Workload load) {
        this.load = load;
    }

    void opened(double at) {
        int target = load.scene.idOf(load.scene.target());
        load.scene.record(at, SignalKind.POOL_OPENED, pool(), 0, load.maximum, load.maximum, target, 1, null);
        if (load.workers < 1000) {
            load.scene.record(
                    at,
                    SignalKind.EXECUTOR_OPENED,
                    executor(),
                    0,
                    Signal.pack(load.workers, load.workers),
                    -1,
                    1,
                    1,
                    null);
        }
    }

    void checkedOut(double waited) {
        waits++;
        longestWait = Math.max(longestWait, waited < 0.0005 ? 0 : waited);
    }

    void acquireTimedOut(double at, double waited) {
        waits++;
        longestWait = Math.max(longestWait, waited);
        if (singles++ < 20) {
            load.scene.record(
                    at,
                    SignalKind.ACQUIRE_TIMED_OUT,
                    pool(),
                    waited,
                    Signal.pack(active(), load.idleCount()),
                    Signal.pack(load.pendingCount(), load.maximum),
                    0,
                    1,
                    Workload.error(at, "java.sql.SQLTransientConnectionException", "request timed out", FRAMES));
        }
    }

    void returned(double at, Connection connection) {
        longestHold = Math.max(longestHold, at - connection.heldSince);
        tasksDone++;
        checkouts++;
        checkoutStatements += connection.statements;
        if (connection.statements > busiest) {
            busiest = connection.statements;
            commonest = Arrays.stream(connection.perShape).max().orElse(0);
            for (int i = 0; i < connection.perShape.length; i++) {
                if (connection.perShape[i] == commonest) {
                    commonestShape = load.shapes.get(i);
                }
            }
            busiestMillis = (at - connection.heldSince) * 1000;
            busiestStatementMillis = connection.busyMillis;
        }
    }

    void statementEnded(
            double at, Shape shape, double seconds, @Nullable StatementFailure failure, double idle, double rows) {
        ended++;
        double millis = seconds * 1000;
        sumMillis += millis;
        longest = Math.max(longest, millis);
        double[] sums = shapes.computeIfAbsent(shape, s -> new double[5]);
        sums[0]++;
        sums[1] += millis;
        sums[2] = Math.max(sums[2], millis);
        sums[4] = Math.max(sums[4], rows);
        if (millis > 10 * shape.millis && millis > shape.millis + 100) {
            outliers++;
        }
        if (failure != null) {
            failed++;
            sums[3]++;
            if (singles++ < 20) {
                load.scene.record(
                        at,
                        SignalKind.STATEMENT_FAILED,
                        load.scene.target(),
                        seconds,
                        failure.id(),
                        Signal.pack(vendor(failure), (int) (shape.limit * 1000)),
                        Signal.pack(id(shape), (int) (idle * 1000)),
                        1,
                        new ErrorDetail(
                                (long) (at * 1e9),
                                "java.sql.SQLException",
                                failure.word(),
                                null,
                                vendor(failure),
                                "worker-1",
                                FRAMES));
            }
        }
    }

    private static int vendor(StatementFailure failure) {
        return switch (failure) {
            case LOCK_TIMEOUT -> 1205;
            case DEADLOCK -> 1213;
            case READ_ONLY -> 1290;
            default -> 0;
        };
    }

    void tick(double at) {
        singles = 0;
        poolState(at);
        heldConnections(at);
        pendingStatements(at);
        statements(at);
        if ((int) at % 5 == 0) {
            for (Shape shape : load.shapes) {
                shape(at, shape);
            }
        }
        checkouts(at);
        executor(at);
    }

    private int active() {
        int active = 0;
        for (Connection connection : load.open()) {
            active += connection.heldSince >= 0 ? 1 : 0;
        }
        return active;
    }

    private void poolState(double at) {
        long levels = Signal.pack(active(), load.idleCount());
        long pending = Signal.pack(load.pendingCount(), load.maximum);
        poolQuiet++;
        boolean changed = levels != lastPool || pending != lastPending;
        if (changed || longestWait > 0 || (waits > 0 && poolQuiet >= 10)) {
            poolQuiet = 0;
            lastPool = levels;
            lastPending = pending;
            load.scene.record(
                    at,
                    SignalKind.POOL_STATE,
                    pool(),
                    longestWait,
                    levels,
                    pending,
                    Signal.pack(waits, (int) (longestHold * 1000)),
                    1,
                    null);
        }
        waits = 0;
        longestWait = 0;
        longestHold = 0;
    }

    private void heldConnections(double at) {
        int longer = 0;
        for (Connection connection : load.open()) {
            longer += connection.heldSince >= 0 && at - connection.heldSince > 1 ? 1 : 0;
        }
        for (Connection connection : load.open()) {
            int step = connection.heldSince < 0 ? 0 : step(at - connection.heldSince);
            if (step > connection.reported && (step >= 10 || load.pendingCount() > 0)) {
                connection.reported = step;
                boolean running = connection.runningSince >= 0;
                load.scene.record(
                        at,
                        SignalKind.POOL_HELD,
                        pool(),
                        at - connection.heldSince,
                        Signal.pack(connection.statements, running ? 1 : 0),
                        Signal.pack(load.pendingCount(), load.maximum),
                        Signal.pack(longer, connection.holder.id()),
                        1,
                        Workload.error(at, "held", connection.holder.word(), frames(connection.holder)));
            }
        }
    }

    private static String frames(HolderState holder) {
        return switch (holder) {
            case IN_STATEMENT -> "java.net.SocketInputStream.read(SocketInputStream.java)\n" + FRAMES;
            case WAITING -> "java.lang.Thread.sleep(Native Method)\n" + FRAMES;
            case ELSEWHERE -> "java.util.concurrent.ThreadPoolExecutor.getTask(ThreadPoolExecutor.java:1062)";
            case ENDED -> "";
            default -> FRAMES;
        };
    }

    private static int step(double seconds) {
        int best = 0;
        for (int decade = 1; decade <= seconds; decade *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                best = digit * decade <= seconds ? digit * decade : best;
            }
        }
        return best;
    }

    private void pendingStatements(double at) {
        int inFlight = 0;
        for (Connection connection : load.open()) {
            inFlight += connection.runningSince >= 0 ? 1 : 0;
        }
        for (Connection connection : load.open()) {
            Shape running = connection.running;
            int step = running == null ? 0 : step(at - connection.runningSince);
            if (running != null && step > connection.runReported) {
                connection.runReported = step;
                load.scene.record(
                        at,
                        SignalKind.STATEMENT_PENDING,
                        load.scene.target(),
                        at - connection.runningSince,
                        (int) (running.limit * 1000),
                        0,
                        Signal.pack(id(running), inFlight),
                        1,
                        Workload.error(at, "running", "no answer", frames(HolderState.IN_STATEMENT)));
            }
        }
    }

    private void statements(double at) {
        int inFlight = 0;
        double oldest = 0;
        for (Connection connection : load.open()) {
            if (connection.runningSince >= 0) {
                inFlight++;
                oldest = Math.max(oldest, at - connection.runningSince);
            }
        }
        double[] now = {ended, failed, sumMillis, inFlight, oldest * 1000, outliers, longest};
        if (changed(now, lastStatements) || ++statementsQuiet >= 10) {
            statementsQuiet = 0;
            System.arraycopy(now, 0, lastStatements, 0, now.length);
            load.scene.record(
                    at,
                    SignalKind.STATEMENTS,
                    load.scene.target(),
                    longest / 1000,
                    Signal.pack((int) ended, (int) failed),
                    Signal.pack((int) sumMillis, inFlight),
                    Signal.pack((int) (oldest * 1000), (int) outliers),
                    1,
                    null);
        }
        ended = 0;
        failed = 0;
        sumMillis = 0;
        longest = 0;
        outliers = 0;
    }

    /** Whether any of the first five differs by a quarter, and by more than noise. */
    private static boolean changed(double[] now, double[] last) {
        for (int i = 0; i < Math.min(5, now.length); i++) {
            if (Math.abs(now[i] - last[i]) > Math.max(1, 0.25 * Math.max(now[i], last[i]))) {
                return true;
            }
        }
        return false;
    }

    private void shape(double at, Shape shape) {
        double[] sums = shapes.getOrDefault(shape, new double[5]);
        double[] last = lastShape.computeIfAbsent(shape, s -> new double[5]);
        int quiet = shapeQuiet.getOrDefault(shape, 99) + 5;
        boolean silent = sums[0] == 0 && last[0] == 0;
        if (!silent && (changed(sums, last) || quiet >= 60)) {
            quiet = 0;
            lastShape.put(shape, sums.clone());
            load.scene.record(
                    at,
                    SignalKind.STATEMENT_SHAPE,
                    resource(shape),
                    sums[2] / 1000,
                    Signal.pack((int) sums[0], (int) sums[3]),
                    Signal.pack((int) sums[1], (int) sums[4]),
                    Signal.pack(load.scene.idOf(load.scene.target()), (int) (shape.millis * 1000)),
                    1,
                    null);
        }
        shapeQuiet.put(shape, quiet);
        shapes.put(shape, new double[5]);
    }

    private void checkouts(double at) {
        double[] now = {checkouts, checkoutStatements, busiest, commonest, busiestMillis};
        if (checkouts > 0 && (changed(now, lastCheckouts) || ++checkoutsQuiet >= 10)) {
            checkoutsQuiet = 0;
            System.arraycopy(now, 0, lastCheckouts, 0, now.length);
            load.scene.record(
                    at,
                    SignalKind.CHECKOUTS,
                    load.scene.target(),
                    busiestStatementMillis / 1000,
                    Signal.pack(checkouts, (int) checkoutStatements),
                    Signal.pack(busiest, commonest),
                    Signal.pack(commonestShape == null ? 0 : id(commonestShape), (int) busiestMillis),
                    1,
                    Workload.error(at, "checkout", "", FRAMES));
        }
        checkouts = 0;
        checkoutStatements = 0;
        busiest = 0;
        commonest = 0;
        busiestMillis = 0;
        busiestStatementMillis = 0;
    }

    private void executor(double at) {
        if (load.workers >= 1000) {
            return;
        }
        double[] now = {load.working(), load.queued(), 0, 0};
        if (changed(now, lastExecutor) || ++executorQuiet >= 60) {
            executorQuiet = 0;
            System.arraycopy(now, 0, lastExecutor, 0, now.length);
            load.scene.record(
                    at,
                    SignalKind.EXECUTOR_STATE,
                    executor(),
                    load.queued() > 0 ? 1 : 0,
                    Signal.pack(load.working(), load.workers),
                    Signal.pack(load.queued(), load.workers),
                    Signal.pack((int) tasksDone, (int) ((at - lastExecutorAt) * 1000)),
                    1,
                    null);
            tasksDone = 0;
            lastExecutorAt = at;
        }
    }

    private Resource pool() {
        return new Resource(ResourceKind.POOL, load.pool);
    }

    private Resource executor() {
        return new Resource(ResourceKind.EXECUTOR, "workers");
    }

    private static Resource resource(Shape shape) {
        return new Resource(ResourceKind.STATEMENT, shape.text);
    }

    private int id(Shape shape) {
        return load.scene.idOf(resource(shape));
    }
}
