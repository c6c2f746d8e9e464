package dev.firstfault.diagnosis;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Clients, workers, one pool and one database, simulated event by event: requests come, wait for a connection, execute
 * statements, give it back. Faults are functions of the time; what is recorded is what the collectors would see of it.
 */
final class Workload {

    /** A level or a share as a function of the time in seconds. */
    interface At {
        double at(double seconds);
    }

    /** A statement: its shape, how long it takes, how often it is chosen, whether it writes. */
    static final class Shape {
        final String text;
        final double millis;
        final double weight;
        final boolean writes;
        At slow = t -> 1;
        At lockWait = t -> 0;
        At rows = t -> 10;
        /** Share of the executions that fail at once. */
        At fails = t -> 0;

        /** Seconds after which the driver or the server gives up on it; 0 where nobody does. */
        double limit;

        /** How its failure at the limit reads, and how many times the limit it takes to be stopped. */
        StatementFailure stoppedAs = StatementFailure.TIMED_OUT;

        double overrun = 1;

        Shape(String text, double millis, double weight, boolean writes) {
            this.text = text;
            this.millis = millis;
            this.weight = weight;
            this.writes = writes;
        }
    }

    private record Event(double at, long order, Runnable what) {}

    static final class Connection {
        final int id;
        boolean dead;
        double idleSince;
        double heldSince = -1;
        double runningSince = -1;
        int statements;
        int reported;
        HolderState holder = HolderState.RUNNING;

        @Nullable
        Shape running;

        int runReported;
        final int[] perShape;
        double busyMillis;

        Connection(int id, int shapes) {
            this.id = id;
            perShape = new int[shapes];
        }
    }

    private static final class Request {
        double asked;
        int left;
        boolean served;
    }

    final Random random;
    final Scene scene;
    final List<Shape> shapes = new ArrayList<>();
    final String pool;
    final int maximum;
    double from = 1;
    At rate = t -> 20;
    int workers = 1000;
    double acquireTimeout = 30;
    At statements = t -> 3;
    /** Which shape each request repeats, or -1. */
    At repeated = t -> -1;

    double thinkMillis = 2;
    At process = t -> 1;
    At databaseSlow = t -> 1;
    At leak = t -> 0;
    HolderState leaker = HolderState.ELSEWHERE;
    At sleepShare = t -> 0;
    double sleepSeconds = 10;
    HolderState sleeper = HolderState.WAITING;
    /** Share of the statements that never get an answer. */
    At hang = t -> 0;
    /** From when on the server runs for a part of each period only: start, period, the part; null where it always runs. */
    double @Nullable [] standsStill;

    At readOnly = t -> 0;
    At batch = t -> 0;
    int batchStatements;
    double lockTimeout = 50;
    StatementFailure lockFailure = StatementFailure.LOCK_TIMEOUT;
    /** When the server closes all sessions, and for how long it then refuses new ones. */
    List<double[]> kills = new ArrayList<>();

    double connectMillis = 20;

    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) ->
            one.at != other.at ? Double.compare(one.at, other.at) : Long.compare(one.order, other.order));
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> open = new ArrayList<>();
    private final Deque<Request> pending = new ArrayDeque<>();

    /** What ends the waits, apart from the rest: all wait equally long, so they are in order, and most never come about. */
    private final Deque<Event> patience = new ArrayDeque<>();

    private final Deque<Request> queue = new ArrayDeque<>();
    private final WorkloadRecorder recorder;
    private long order;
    private double now;
    private int opening;
    private int working;
    private int connections;

    Workload(Scene scene, Random random, String pool, int maximum) {
        this.scene = scene;
        this.random = random;
        this.pool = pool;
        this.maximum = maximum;
        recorder = new WorkloadRecorder(this);
    }

    Shape shape(String text, double millis, double weight, boolean writes) {
        Shape shape = new Shape(text, millis, weight, writes);
        shapes.add(shape);
        return shape;
    }

    /** Some reads and a write of a few milliseconds. */
    Workload usual() {
        shape("select * from users where id = ?", 2 + random.nextInt(4), 4, false);
        shape("select * from orders where user_id = ?", 4 + random.nextInt(12), 3, false);
        shape("insert into audit values (?, ?)", 2 + random.nextInt(5), 1, true);
        shape("update users set seen = ? where id = ?", 2 + random.nextInt(5), 1, true);
        return this;
    }

    int pendingCount() {
        return pending.size();
    }

    int queued() {
        return queue.size();
    }

    int working() {
        return working;
    }

    List<Connection> open() {
        return open;
    }

    int idleCount() {
        return idle.size();
    }

    /** Plays from its start to a moment, and records it in the scene. */
    Scene play(double to) {
        scene.until(to);
        recorder.opened(from);
        for (double[] kill : kills) {
            at(kill[0], () -> {
                for (Connection connection : open) {
                    connection.dead = true;
                }
            });
        }
        at(from, this::arrive);
        at(Math.ceil(from) + 0.5, this::tick);
        for (Event event = next(to); event != null; event = next(to)) {
            now = event.at;
            event.what.run();
        }
        return scene;
    }

    private @Nullable Event next(double to) {
        Event next = events.peek();
        Event given = patience.peek();
        boolean givesUp = given != null && (next == null || given.at <= next.at);
        Event first = givesUp ? given : next;
        if (first == null || first.at > to) {
            return null;
        }
        return givesUp ? patience.poll() : events.poll();
    }

    private void tick() {
        at(now + 1, this::tick);
        recorder.tick(now);
    }

    private void at(double when, Runnable what) {
        events.add(new Event(Math.max(when, now), order++, what));
    }

    private void arrive() {
        double perSecond = Math.max(0.01, rate.at(now));
        at(now - Math.log(1 - random.nextDouble()) / perSecond, this::arrive);
        Request request = new Request();
        boolean inBatch = random.nextDouble() < batch.at(now);
        request.left = inBatch ? batchStatements : Math.max(1, (int) Math.round(statements.at(now)));
        if (working < workers) {
            working++;
            ask(request);
        } else {
            queue.add(request);
        }
    }

    private void done() {
        working--;
        Request next = queue.poll();
        if (next != null) {
            working++;
            ask(next);
        }
    }

    private void ask(Request request) {
        request.asked = now;
        Connection free = idle.pollLast();
        if (free != null) {
            checkedOut(request, free);
            return;
        }
        pending.add(request);
        patience.add(new Event(now + acquireTimeout, order++, () -> giveUp(request)));
        if (open.size() + opening < maximum) {
            connect();
        }
    }

    private void giveUp(Request request) {
        if (!request.served && pending.remove(request)) {
            recorder.acquireTimedOut(now, acquireTimeout);
            done();
        }
    }

    private void connect() {
        opening++;
        double cost = connectMillis / 1000 * process.at(now) * Math.min(5, databaseSlow.at(now));
        at(now + cost, () -> {
            opening--;
            for (double[] kill : kills) {
                if (now >= kill[0] && now < kill[0] + kill[1]) {
                    scene.fails(now, 0.002, ConnectFailure.DOWN, "08S01", 0, "Connection refused");
                    at(now + 0.5, () -> {
                        if (open.size() + opening < maximum && !pending.isEmpty()) {
                            connect();
                        }
                    });
                    return;
                }
            }
            scene.connects(now, cost);
            Connection connection = new Connection(++connections, shapes.size());
            open.add(connection);
            give(connection);
        });
    }

    private void give(Connection connection) {
        connection.idleSince = now;
        Request next = pending.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            checkedOut(next, connection);
        }
    }

    private void checkedOut(Request request, Connection connection) {
        request.served = true;
        connection.heldSince = now;
        connection.statements = 0;
        connection.reported = 0;
        connection.busyMillis = 0;
        java.util.Arrays.fill(connection.perShape, 0);
        connection.holder = HolderState.RUNNING;
        recorder.checkedOut(now - request.asked);
        step(request, connection);
    }

    private void step(Request request, Connection connection) {
        if (request.left > 0) {
            request.left--;
            execute(request, connection);
            return;
        }
        if (random.nextDouble() < leak.at(now)) {
            connection.holder = leaker;
            done();
            return;
        }
        if (random.nextDouble() < sleepShare.at(now)) {
            connection.holder = sleeper;
            double until = now + sleepSeconds * (0.5 + random.nextDouble());
            at(until, () -> release(connection));
            return;
        }
        release(connection);
    }

    private void release(Connection connection) {
        recorder.returned(now, connection);
        connection.heldSince = -1;
        give(connection);
        done();
    }

    private void evict(Connection connection) {
        recorder.returned(now, connection);
        open.remove(connection);
        scene.closes(now);
        done();
        if (!pending.isEmpty()) {
            connect();
        }
    }

    private Shape choose(double now) {
        int again = (int) repeated.at(now);
        if (again >= 0 && random.nextDouble() < 0.95) {
            return shapes.get(again);
        }
        double sum = 0;
        for (Shape shape : shapes) {
            sum += shape.weight;
        }
        double pick = random.nextDouble() * sum;
        for (Shape shape : shapes) {
            pick -= shape.weight;
            if (pick <= 0) {
                return shape;
            }
        }
        return shapes.get(0);
    }

    private void execute(Request request, Connection connection) {
        Shape shape = choose(now);
        double idleFor = now - connection.idleSince;
        connection.statements++;
        connection.perShape[shapes.indexOf(shape)]++;
        connection.runningSince = now;
        connection.running = shape;
        connection.runReported = 0;
        connection.holder = HolderState.IN_STATEMENT;
        if (connection.dead) {
            at(now + 0.001, () -> {
                finished(connection, shape, StatementFailure.CONNECTION_LOST, idleFor);
                evict(connection);
            });
            return;
        }
        double noise = Math.exp(0.3 * random.nextGaussian());
        double seconds = shape.millis / 1000 * noise * databaseSlow.at(now) * shape.slow.at(now) * process.at(now);
        StatementFailure fails = null;
        seconds += stillFor();
        if (hang.at(now) > 0 && random.nextDouble() < hang.at(now)) {
            seconds = 1e6;
        } else if (shape.writes && readOnly.at(now) > 0) {
            fails = StatementFailure.READ_ONLY;
            seconds = 0.001;
        } else if (random.nextDouble() < shape.fails.at(now)) {
            fails = StatementFailure.OTHER;
        } else if (random.nextDouble() < shape.lockWait.at(now)) {
            fails = lockFailure;
            seconds = lockTimeout;
        }
        if (shape.limit > 0 && seconds > shape.limit) {
            fails = shape.stoppedAs;
            seconds = Math.min(seconds, shape.limit * shape.overrun);
        }
        StatementFailure outcome = fails;
        at(now + seconds, () -> {
            finished(connection, shape, outcome, idleFor);
            if (outcome != null) {
                release(connection);
                return;
            }
            double think = thinkMillis / 1000 * process.at(now) * -Math.log(1 - random.nextDouble());
            at(now + think, () -> step(request, connection));
        });
    }

    private double stillFor() {
        if (standsStill == null || now < standsStill[0]) {
            return 0;
        }
        double stopped = standsStill[1] * (1 - standsStill[2]);
        return Math.max(0, stopped - (now - standsStill[0]) % standsStill[1]);
    }

    private void finished(Connection connection, Shape shape, @Nullable StatementFailure failure, double idleFor) {
        double seconds = now - connection.runningSince;
        connection.busyMillis += seconds * 1000;
        connection.runningSince = -1;
        connection.running = null;
        connection.holder = HolderState.RUNNING;
        recorder.statementEnded(now, shape, seconds, failure, idleFor, shape.rows.at(now));
    }

    /** A statement of another thread has been running for so long, without a limit. */
    void reports(Shape shape, double at, double age, String frames) {
        scene.record(
                at,
                SignalKind.STATEMENT_PENDING,
                scene.target(),
                age,
                0,
                0,
                Signal.pack(scene.idOf(new Resource(ResourceKind.STATEMENT, shape.text)), 1),
                1,
                error(at, "running", "no answer", frames));
    }

    static ErrorDetail error(double at, String type, String message, String frames) {
        return new ErrorDetail((long) (at * 1e9), type, message, null, 0, "worker-1", frames);
    }
}
