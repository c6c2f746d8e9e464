package dev.firstfault.diagnosis;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.ExecutorKind;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.WaitKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An executor, simulated in steps of five milliseconds: tasks come, wait for a thread, work, ask a database, take a lock. What
 * is recorded is what the collectors would have recorded of it.
 */
final class Workers {

    /** A quantity as a function of the time in seconds. */
    interface At {
        double at(double seconds);
    }

    private static final double STEP = 0.005;
    private static final String FRAMES = "com.example.Job.run(Job.java:42)";

    private static final class Task {
        double work;
        double statement;
        double lock;
        boolean stuck;
        double statementSince = -1;
    }

    private final Scene scene;
    private final Random random;
    private final Resource executor;
    private final int threads;
    private final int capacity;

    /** Tasks that come a second. */
    At rate = t -> 20;
    /** Milliseconds of each task, on the average: by itself, in a statement, under the lock. */
    At work = t -> 20;

    At statement = t -> 0;
    At lock = t -> 0;
    /** Share of tasks that never end. */
    At stuck = t -> 0;
    /** How many times longer everything takes. */
    At pace = t -> 1;

    Rejection policy = Rejection.ABORTED;
    /** What a task that never ends waits for, or null where nothing tells. */
    @Nullable
    WaitKind waitsFor;

    private final Deque<Task> queue = new ArrayDeque<>();
    private final List<Task> running = new ArrayList<>();
    private final Deque<Task> locked = new ArrayDeque<>();
    private int completed;
    private int rejected;
    private int ended;
    private double sumMillis;
    private double longest;
    private double stuckSince = -1;
    private double contendedSince = -1;
    private int scans;
    private double saturatedSince = -1;
    private int[] recorded = new int[5];
    private double recordedAt;
    private double[] lastStatements = new double[3];
    private int quiet = 99;

    /** @param capacity room in the queue, -1 where there is no end to it */
    Workers(Scene scene, Random random, String name, int threads, int capacity) {
        this.scene = scene;
        this.random = random;
        this.threads = threads;
        this.capacity = capacity;
        executor = new Resource(ResourceKind.EXECUTOR, name);
    }

    /** Plays to a moment, and records it in the scene. */
    Scene play(double to) {
        scene.record(
                0.5,
                SignalKind.EXECUTOR_OPENED,
                executor,
                0,
                Signal.pack(threads, threads),
                capacity,
                ExecutorKind.THREAD_POOL.id(),
                1,
                null);
        int next = 1;
        for (double t = 0.5; t < to; t += STEP) {
            for (double due = rate.at(t) * STEP; due > 0; due--) {
                if (random.nextDouble() < due) {
                    arrive(t);
                }
            }
            step(t);
            if (t >= next) {
                next++;
                second(t);
            }
        }
        return scene.until(to);
    }

    private void arrive(double t) {
        Task task = new Task();
        task.work = draw(work.at(t)) * pace.at(t);
        task.statement = draw(statement.at(t)) * pace.at(t);
        task.lock = lock.at(t) / 1000 * pace.at(t);
        task.stuck = random.nextDouble() < stuck.at(t);
        if (running.size() < threads) {
            running.add(task);
        } else if (capacity < 0 || queue.size() < capacity) {
            queue.add(task);
        } else if (rejected++ < 5) {
            reject(t, 1);
        }
    }

    private double draw(double millis) {
        return millis * (0.5 + random.nextDouble()) / 1000;
    }

    private void step(double t) {
        Task owner = locked.peek();
        if (owner != null) {
            owner.lock -= STEP;
        }
        for (Task task : new ArrayList<>(running)) {
            if (task.stuck) {
                stuckSince = stuckSince < 0 ? t : stuckSince;
            } else if (task.work > 0) {
                task.work -= STEP;
            } else if (task.statement > 0) {
                task.statementSince = task.statementSince < 0 ? t : task.statementSince;
                task.statement -= STEP;
                if (task.statement <= 0) {
                    ended++;
                    double millis = (t - task.statementSince + STEP) * 1000;
                    sumMillis += millis;
                    longest = Math.max(longest, millis);
                    task.statementSince = -1;
                }
            } else if (task.lock > 0) {
                if (!locked.contains(task)) {
                    locked.add(task);
                }
            } else {
                locked.remove(task);
                running.remove(task);
                completed++;
            }
        }
        while (running.size() < threads && !queue.isEmpty()) {
            running.add(queue.poll());
        }
    }

    private void second(double t) {
        if (rejected > 5) {
            reject(t, rejected - 5);
        }
        rejected = 0;
        state(t);
        if (statement.at(t) > 0 || ended > 0) {
            statements(t);
        }
        contention(t);
        waits(t);
    }

    private void reject(double t, int count) {
        scene.record(
                t,
                SignalKind.TASK_REJECTED,
                executor,
                0,
                Signal.pack(running.size(), threads),
                Signal.pack(queue.size(), policy.id()),
                0,
                count,
                null);
    }

    /** Seldom where it copes, at once where it does not; left out while nothing changes by a quarter. */
    private void state(double t) {
        boolean saturated = running.size() >= threads;
        saturatedSince = saturated ? (saturatedSince < 0 ? t : saturatedSince) : -1;
        double since = t - recordedAt;
        int[] now = {running.size(), queue.size(), saturated ? 1 : 0, (int) (completed / Math.max(since, 0.001)), 1};
        boolean due = now[2] != recorded[2]
                || since >= 60
                || ((since >= 5 || saturated || recorded[4] == 0)
                        && (differ(now[0], recorded[0])
                                || differ(now[1], recorded[1])
                                || (Math.max(now[3], recorded[3]) >= 10 && differ(now[3], recorded[3]))));
        if (due) {
            scene.record(
                    t,
                    SignalKind.EXECUTOR_STATE,
                    executor,
                    saturated ? Math.max(1e-9, t - saturatedSince) : 0,
                    Signal.pack(running.size(), threads),
                    Signal.pack(queue.size(), threads),
                    Signal.pack(completed, (int) (since * 1000)),
                    1,
                    null);
            recorded = now;
            recordedAt = t;
            completed = 0;
        }
    }

    private static boolean differ(double before, double now) {
        return Math.abs(now - before) * 4 > Math.max(before, now);
    }

    private void statements(double t) {
        int inFlight = 0;
        for (Task task : running) {
            inFlight += task.statementSince >= 0 ? 1 : 0;
        }
        double[] now = {ended, sumMillis, inFlight};
        boolean changed = false;
        for (int i = 0; i < now.length; i++) {
            changed |= differ(lastStatements[i], now[i]);
        }
        if (changed || ++quiet >= 10) {
            quiet = 0;
            lastStatements = now;
            scene.record(
                    t,
                    SignalKind.STATEMENTS,
                    scene.target(),
                    longest / 1000,
                    Signal.pack(ended, 0),
                    Signal.pack((int) sumMillis, inFlight),
                    0,
                    1,
                    null);
        }
        ended = 0;
        sumMillis = 0;
        longest = 0;
    }

    private void contention(double t) {
        if (locked.size() < 4) {
            contendedSince = -1;
            scans = 0;
            return;
        }
        contendedSince = contendedSince < 0 ? t : contendedSince;
        if (++scans >= 3 && reached(t - contendedSince)) {
            scene.record(
                    t,
                    SignalKind.LOCK_CONTENDED,
                    new Resource(ResourceKind.LOCK, "com.example.Cache"),
                    t - contendedSince,
                    Signal.pack(locked.size() - 1, threads + 30),
                    HolderState.RUNNING.id(),
                    0,
                    1,
                    error(t, "lock contention", "threads blocked"));
        }
    }

    private void waits(double t) {
        WaitKind kind = waitsFor;
        int count = 0;
        for (Task task : running) {
            count += task.stuck ? 1 : 0;
        }
        if (kind != null && count > 0 && t - stuckSince >= 10 && reached(t - stuckSince)) {
            scene.record(
                    t,
                    SignalKind.WAIT_PENDING,
                    new Resource(ResourceKind.THREAD, executor.name() + "-#"),
                    t - stuckSince,
                    kind.id(),
                    count,
                    scene.idOf(executor),
                    1,
                    error(t, "waiting", "no limit"));
        }
    }

    /** Whether one of the ages 1, 2, 5, 10, ... s was reached within the last second. */
    private static boolean reached(double age) {
        for (double step = 1; step < 1e6; step *= 10) {
            for (double digit : new double[] {1, 2, 5}) {
                if (age >= digit * step && age < digit * step + 1) {
                    return true;
                }
            }
        }
        return false;
    }

    static ErrorDetail error(double t, String type, String message) {
        return new ErrorDetail((long) (t * 1e9), type, message, null, 0, "worker-1", FRAMES);
    }
}
