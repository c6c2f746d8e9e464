package dev.firstfault.diagnosis;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import dev.firstfault.signals.HttpFailure;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * A client that sends bulks to a search server with one thread pool, simulated in steps of five milliseconds: a bulk becomes a task
 * for each shard, a task that finds the queue full is refused with its documents, and the client sends those again. What is
 * recorded is what the collectors would have recorded.
 */
final class SearchClient {

    /** A quantity as a function of the time in seconds. */
    interface At {
        double at(double seconds);
    }

    private static final double STEP = 0.005;

    private static final class Bulk {
        int docs;
        int attempts;
        double next;
        double wantedSince;
        double startedAt;
        int tasks;
        int refusedDocs;
        int askedDocs;
        HttpError error = HttpError.THREAD_POOL;
        FailureLevel level = FailureLevel.ITEM;
    }

    private static final class Task {
        final Bulk bulk;
        double end;

        Task(Bulk bulk) {
            this.bulk = bulk;
        }
    }

    final Scene scene;
    private final Random random;
    private final String name;
    private final Resource target;

    /** Bulks that come a second, documents in each, and milliseconds of a task on the server. */
    At rate = t -> 10;

    At docs = t -> 50;
    At service = t -> 10;
    /** Share of the requests that a proxy, or a limit on memory, refuses whole, or whose documents are all refused. */
    At refuses = t -> 0;

    HttpError refusal = HttpError.THROTTLED;
    FailureLevel refusalLevel = FailureLevel.REQUEST;
    double retryAfter;
    /** Whether nobody listens at the node's port. */
    At down = t -> 0;
    /** Connections that the client may have, and for how long it waits for one. */
    int connections = 100;

    double leaseTimeout = 1000;
    /** Share of the answers whose connection is not given back. */
    At leaks = t -> 0;

    int shards = 5;
    int threads = 4;
    int capacity = 200;
    int retries = 3;
    double backoff = 0.05;
    /** Whether each wait for the next attempt is twice the last. */
    boolean growingWaits = true;
    /** Megabytes that a bulk keeps while it is not done. */
    double keepsMb;
    /** Refused tasks, as the server counts them. */
    long refusedTasks;

    long completedTasks = 1000;
    private final List<Bulk> waiting = new ArrayList<>();
    private final List<Bulk> underWay = new ArrayList<>();
    private final Deque<Task> queue = new ArrayDeque<>();
    private final List<Task> running = new ArrayList<>();
    private int leaked;
    private final int[] exchanges = new int[2];
    private double sumMillis;
    private double longestWait;
    private final List<Double> durations = new ArrayList<>();
    private double usual = -1;
    private final int[][][] refused = new int[20][8][2];
    private final double[][] told = new double[20][8];
    private final int[][] toldCount = new int[20][8];
    private boolean spoke;
    private final int[] bulkCounts = new int[5];
    private double waitedMillis;
    private double bulksTold;
    private int[] lastBulks = new int[5];

    SearchClient(Scene scene, Random random, String name) {
        this.scene = scene;
        this.random = random;
        this.name = name;
        target = new Resource(ResourceKind.HTTP_TARGET, name);
    }

    /** Plays to a moment, and records it in the scene. */
    Scene play(double to) {
        int next = 1;
        for (double t = 0.5; t < to; t += STEP) {
            for (double due = rate.at(t) * STEP; due > 0; due--) {
                if (random.nextDouble() < due) {
                    arrive(t);
                }
            }
            work(t);
            send(t);
            if (t >= next) {
                next++;
                second(t);
            }
        }
        return scene.until(to);
    }

    private void arrive(double t) {
        Bulk bulk = new Bulk();
        bulk.docs = Math.max(1, (int) Math.round(docs.at(t) * (0.8 + 0.4 * random.nextDouble())));
        bulk.next = t;
        bulk.wantedSince = t;
        waiting.add(bulk);
        if (keepsMb > 0) {
            scene.keeps(keepsMb, t);
        }
    }

    private void send(double t) {
        Iterator<Bulk> all = waiting.iterator();
        List<Bulk> started = new ArrayList<>();
        while (all.hasNext()) {
            Bulk bulk = all.next();
            if (bulk.next > t) {
                continue;
            }
            if (underWay.size() + started.size() + leaked < connections) {
                all.remove();
                longestWait = Math.max(longestWait, t - bulk.wantedSince);
                started.add(bulk);
            } else if (t - bulk.wantedSince > leaseTimeout) {
                all.remove();
                failed(t, bulk, HttpFailure.NO_CONNECTION_FREE, t - bulk.wantedSince, "Timeout waiting for connection");
            }
        }
        for (Bulk bulk : started) {
            start(t, bulk);
        }
    }

    private void start(double t, Bulk bulk) {
        bulkCounts[2] += bulk.attempts > 0 ? 1 : 0;
        bulk.attempts++;
        bulk.startedAt = t;
        bulk.refusedDocs = 0;
        bulk.askedDocs = bulk.docs;
        if (down.at(t) > random.nextDouble()) {
            failed(t, bulk, HttpFailure.REFUSED, 0.001, "Connection refused");
            return;
        }
        if (random.nextDouble() < refuses.at(t)) {
            bulk.error = refusal;
            bulk.level = refusalLevel;
            bulk.refusedDocs = bulk.docs;
            end(t + 0.002, bulk);
            return;
        }
        bulk.error = HttpError.THREAD_POOL;
        bulk.level = FailureLevel.ITEM;
        int tasks = Math.min(shards, bulk.docs);
        underWay.add(bulk);
        for (int i = 0; i < tasks; i++) {
            int part = bulk.docs * (i + 1) / tasks - bulk.docs * i / tasks;
            if (running.size() >= threads && queue.size() >= capacity) {
                bulk.refusedDocs += part;
                refusedTasks++;
            } else {
                bulk.tasks++;
                place(t, new Task(bulk));
            }
        }
        if (bulk.tasks == 0) {
            underWay.remove(bulk);
            end(t + 0.002, bulk);
        }
    }

    private void place(double t, Task task) {
        if (running.size() < threads) {
            task.end = t + service.at(t) / 1000 * (0.5 + random.nextDouble());
            running.add(task);
        } else {
            queue.add(task);
        }
    }

    private void work(double t) {
        List<Task> done = new ArrayList<>();
        for (Task task : running) {
            if (task.end <= t) {
                done.add(task);
            }
        }
        for (Task task : done) {
            running.remove(task);
            completedTasks++;
            if (--task.bulk.tasks == 0) {
                underWay.remove(task.bulk);
                end(task.end, task.bulk);
            }
            Task next = queue.poll();
            if (next != null) {
                next.end = task.end + service.at(t) / 1000 * (0.5 + random.nextDouble());
                running.add(next);
            }
        }
    }

    private void end(double t, Bulk bulk) {
        leaked += random.nextDouble() < leaks.at(t) ? 1 : 0;
        exchanges[0]++;
        double millis = (t - bulk.startedAt) * 1000 + 1;
        sumMillis += millis;
        durations.add(millis);
        if (bulk.refusedDocs == 0) {
            done(t, bulk.attempts == 1);
            return;
        }
        boolean whole = bulk.level == FailureLevel.REQUEST;
        int[] counts = refused[bulk.error.id()][bulk.level.id()];
        counts[0] += whole ? 1 : bulk.refusedDocs;
        counts[1] += whole ? 1 : bulk.askedDocs;
        spoke |= bulk.error == HttpError.THREAD_POOL;
        bulkCounts[4] += bulk.refusedDocs;
        if (bulk.attempts <= retries) {
            bulk.docs = bulk.refusedDocs;
            bulk.next = t + backoff * (growingWaits ? Math.pow(2, bulk.attempts - 1) : 1) * (0.5 + random.nextDouble());
            bulk.wantedSince = bulk.next;
            waitedMillis += (bulk.next - t) * 1000;
            waiting.add(bulk);
        } else {
            bulkCounts[3] += bulk.refusedDocs;
            done(t, false);
        }
    }

    private void done(double t, boolean whole) {
        bulkCounts[0]++;
        bulkCounts[1] += whole ? 1 : 0;
        if (keepsMb > 0) {
            scene.keeps(-keepsMb, t);
        }
    }

    private void failed(double t, Bulk bulk, HttpFailure reason, double seconds, String words) {
        exchanges[0]++;
        exchanges[1]++;
        sumMillis += seconds * 1000;
        scene.record(
                t,
                SignalKind.HTTP_FAILED,
                target,
                seconds,
                reason.id(),
                Signal.pack(underWay.size() + waiting.size(), underWay.size() + leaked),
                connections,
                1,
                new ErrorDetail((long) (t * 1e9), "java.io.IOException", words, null, 0, "main", ""));
        bulkCounts[3] += bulk.docs;
        done(t, false);
    }

    private void second(double t) {
        int slow = 0;
        for (double millis : durations) {
            slow += usual > 0 && millis > 10 * usual && millis > usual + 100 ? 1 : 0;
            usual = usual < 0 ? millis : usual + 0.02 * Math.min(millis - usual, usual);
        }
        int waits = 0;
        for (Bulk bulk : waiting) {
            waits += bulk.next <= t ? 1 : 0;
        }
        scene.record(
                t,
                SignalKind.HTTP_EXCHANGES,
                target,
                0,
                Signal.pack(exchanges[0], exchanges[1]),
                Signal.pack((int) sumMillis, underWay.size() + waits),
                Signal.pack(0, slow),
                1,
                null);
        scene.record(
                t,
                SignalKind.HTTP_POOL,
                target,
                longestWait,
                Signal.pack(underWay.size() + leaked, 1),
                Signal.pack(waits, connections),
                0,
                1,
                null);
        exchanges[0] = 0;
        exchanges[1] = 0;
        sumMillis = 0;
        longestWait = 0;
        durations.clear();
        for (HttpError error : HttpError.values()) {
            for (FailureLevel level : FailureLevel.values()) {
                tellRefused(t, error, level);
            }
        }
        if (spoke) {
            spoke = false;
            scene.record(
                    t,
                    SignalKind.SERVER_QUEUE,
                    new Resource(ResourceKind.SERVER_POOL, name + " write"),
                    0,
                    Signal.pack(capacity, queue.size()),
                    Signal.pack(threads, running.size()),
                    completedTasks,
                    1,
                    null);
        }
        tellBulks(t);
    }

    private void tellRefused(double t, HttpError error, FailureLevel level) {
        int[] counts = refused[error.id()][level.id()];
        double since = told[error.id()][level.id()];
        int before = toldCount[error.id()][level.id()];
        boolean same = counts[0] > 0 && t - since < 9.5 && Math.abs(counts[0] / (t - since) - before) < 0.25 * before;
        if (same || (counts[0] == 0 && before == 0)) {
            return;
        }
        int status = error == HttpError.REQUEST_TOO_LARGE ? 413 : level == FailureLevel.ITEM ? 200 : 429;
        scene.record(
                t,
                SignalKind.HTTP_REJECTED,
                target,
                error == HttpError.THROTTLED ? retryAfter : 0,
                Signal.pack(error.id(), level.id()),
                Signal.pack(counts[0], (int) ((t - since) * 1000)),
                Signal.pack(status, counts[1]),
                1,
                null);
        toldCount[error.id()][level.id()] =
                counts[0] == 0 ? 0 : Math.max(1, (int) (counts[0] / Math.max(1, t - since)));
        told[error.id()][level.id()] = t;
        counts[0] = 0;
        counts[1] = 0;
    }

    private void tellBulks(double t) {
        boolean changed = false;
        for (int i = 0; i < bulkCounts.length; i++) {
            changed |= Math.abs(bulkCounts[i] - lastBulks[i] * (t - bulksTold)) > 0.25 * lastBulks[i] * (t - bulksTold);
        }
        if (!changed && t - bulksTold < 9.5) {
            return;
        }
        scene.record(
                t,
                SignalKind.BULK_ATTEMPTS,
                target,
                t - bulksTold,
                Signal.pack(bulkCounts[0], bulkCounts[1]),
                Signal.pack(bulkCounts[2], bulkCounts[3]),
                Signal.pack(bulkCounts[4], (int) waitedMillis),
                1,
                null);
        for (int i = 0; i < bulkCounts.length; i++) {
            lastBulks[i] = (int) Math.round(bulkCounts[i] / Math.max(1, t - bulksTold));
            bulkCounts[i] = 0;
        }
        waitedMillis = 0;
        bulksTold = t;
    }
}
