package dev.firstfault.diagnosis;

import static dev.firstfault.diagnosis.Incidents.in;
import static dev.firstfault.diagnosis.verdict.FaultKind.*;

import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.Rejection;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import dev.firstfault.signals.WaitKind;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What can happen to threads, executors and the load on them, with sizes and times drawn at random. */
enum ThreadIncidents {
    SURGE(LOAD_SURGE) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(200));
            double factor = in(r, 1.5, 4) / d.share;
            d.workers.rate = t -> t < d.from ? d.load : d.load * factor;
            return d.play();
        }
    },
    SURGE_WITHOUT_END(LOAD_SURGE) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double factor = in(r, 1.5, 4) / d.share;
            d.workers.rate = t -> t < d.from ? d.load : d.load * factor;
            return d.play();
        }
    },
    SURGE_ON_A_DATABASE(LOAD_SURGE) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(200));
            double factor = in(r, 1.5, 4) / d.share;
            d.workers.statement = t -> d.millis / 2;
            d.workers.work = t -> d.millis / 2;
            d.workers.rate = t -> t < d.from ? d.load : d.load * factor;
            return d.play();
        }
    },
    LOAD_ABSORBED(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, r.nextBoolean() ? -1 : 200);
            double factor = in(r, 1.5, 2);
            d.workers.rate = t -> t < d.from ? d.load * 0.7 : d.load * 0.7 * factor;
            return d.play();
        }
    },
    BATCH_HANDED_OVER(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double tasks = in(r, 500, 5000);
            d.workers.rate = t -> t > d.from && t < d.from + 1 ? tasks : d.load;
            return d.play();
        }
    },
    CALLERS_HELD_UP(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(50));
            d.workers.policy = Rejection.CALLER_RAN;
            d.workers.rate = t -> d.load * 4;
            return d.play();
        }
    },
    DROPPED_ON_PURPOSE(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 1 + r.nextInt(10));
            d.workers.policy = r.nextBoolean() ? Rejection.DISCARDED : Rejection.OLDEST_DISCARDED;
            d.workers.rate = t -> d.load * 3;
            return d.play();
        }
    },
    SLOW_DATABASE_BEHIND(SLOW_DOWNSTREAM) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(200));
            double factor = in(r, 3, 8) / d.share;
            d.workers.work = t -> d.millis / 2;
            d.workers.statement = t -> t < d.from ? d.millis / 2 : d.millis / 2 * factor;
            return d.play();
        }
    },
    SLOW_DATABASE_FILLS_A_QUEUE(SLOW_DOWNSTREAM) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double factor = in(r, 3, 8) / d.share;
            d.workers.work = t -> d.millis / 2;
            d.workers.statement = t -> t < d.from ? d.millis / 2 : d.millis / 2 * factor;
            return d.play();
        }
    },
    SLOW_WHO_KNOWS_WHERE(UNKNOWN) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(200));
            double factor = in(r, 1.5, 8) / d.share;
            d.workers.work = t -> t < d.from ? d.millis : d.millis * factor;
            return d.play();
        }
    },
    DEADLOCKED(DEADLOCK) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, r.nextBoolean() ? -1 : 100);
            d.workers.stuck = t -> t < d.from ? 0 : 0.02;
            double found = d.from + in(r, 2, 14);
            s.record(
                    found,
                    SignalKind.DEADLOCK,
                    new Resource(ResourceKind.THREAD, "pool-#-thread-#"),
                    0,
                    2,
                    0,
                    0,
                    1,
                    Workers.error(found, "deadlock", "a waits for Left held by b; b waits for Right held by a"));
            return d.play();
        }
    },
    STARVED(EXECUTOR_STARVATION) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, r.nextBoolean() ? -1 : 100);
            d.workers.stuck = t -> t < d.from ? 0 : 1;
            d.workers.waitsFor = WaitKind.OWN_EXECUTOR;
            return d.play();
        }
    },
    WAITS_FOR_OWN_TASKS_THAT_END(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            d.workers.stuck = t -> t < d.from || t > d.from + 5 ? 0 : 0.01;
            d.workers.waitsFor = WaitKind.OWN_EXECUTOR;
            return d.play();
        }
    },
    LOCKED(LOCK_CONTENTION) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, r.nextBoolean() ? -1 : 100);
            double under = 1000 / d.load * in(r, 1.3, 3);
            d.workers.lock = t -> t < d.from ? 0 : under;
            return d.play();
        }
    },
    THROTTLED(CPU_THROTTLED) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, 10 + r.nextInt(100));
            double share = in(r, 0.5, 0.9);
            d.workers.work = t -> d.millis / 2;
            d.workers.statement = t -> d.millis / 2;
            d.workers.pace = t -> t < d.from ? 1 : 1.5 / d.share;
            return Levels.throttled(d.play(), share, d.from);
        }
    },
    STILL(SAFEPOINT_PAUSE) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double period = in(r, 2, 6);
            return Levels.paused(d.play(), period, (long) (period * in(r, 250, 700)), d.from);
        }
    },
    THREADS_LEAK(THREAD_LEAK) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double more = in(r, 12, 60);
            boolean refused = r.nextBoolean();
            for (double t = d.from + 5; t < d.to; t += 5) {
                long now = (long) ((t - d.from) * more);
                s.record(
                        t,
                        SignalKind.THREAD_FAMILY,
                        new Resource(ResourceKind.THREAD, "retry-#-thread-#"),
                        0,
                        now,
                        40 + now,
                        0,
                        1,
                        null);
            }
            if (refused) {
                s.uncaught(
                        d.to - 1,
                        "java.lang.OutOfMemoryError",
                        "unable to create native thread: possibly out of memory");
            }
            return Levels.threads(d.play(), 40, d.from, more);
        }
    },
    THREADS_REFUSED(THREAD_LIMIT) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            s.uncaught(d.to - 1, "java.lang.OutOfMemoryError", "unable to create new native thread");
            return d.play();
        }
    },
    POOLS_WARM_UP(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            int most = 100 + r.nextInt(200);
            Timeline t = d.play();
            return Levels.threads(t, 40, d.from, 0.0 + most / (d.to - d.from) * 0.2);
        }
    },
    NAMES_SLOW(DNS_SLOW) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            double step = r.nextBoolean() ? 5 : 2.1;
            for (double t = d.from; t < d.to; t += in(r, 5, 12)) {
                s.record(
                        t + step,
                        SignalKind.NAME_RESOLVED,
                        new Resource(ResourceKind.HOST, "db"),
                        step * (1 + r.nextInt(2)),
                        0,
                        0,
                        0,
                        1,
                        null);
            }
            return d.play();
        }
    },
    ONE_SLOW_NAME(null) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, -1);
            s.record(d.from, SignalKind.NAME_RESOLVED, new Resource(ResourceKind.HOST, "db"), 5, 0, 0, 0, 1, null);
            return d.play();
        }
    },
    OUTPUT_STUCK(BLOCKED_OUTPUT) {
        @Override
        Timeline tell(Scene s, Random r) {
            Drawn d = new Drawn(s, r, r.nextBoolean() ? -1 : 100);
            d.workers.stuck = t -> t < d.from ? 0 : 1;
            d.workers.waitsFor = WaitKind.OUTPUT;
            return d.play();
        }
    };

    /** A service that copes: an executor used to two fifths at most. */
    private static final class Drawn {
        final Workers workers;
        final double from;
        final double to;
        final double share;
        final double load;
        final double millis;

        Drawn(Scene scene, Random r, int capacity) {
            from = in(r, 25, 60);
            to = from + in(r, 32, 90);
            int threads = 2 + r.nextInt(30);
            millis = in(r, 10, 60);
            share = in(r, 0.15, 0.35);
            load = threads * 1000 / millis * share;
            scene.heap(512).needs(60, 3).garbage(in(r, 5, 40));
            workers = new Workers(scene, r, "pool-1", threads, capacity);
            workers.rate = t -> load;
            workers.work = t -> millis;
        }

        Timeline play() {
            return workers.play(to).runsUntil(to);
        }
    }

    /** What it is; null where nothing is wrong. */
    final @Nullable FaultKind fault;

    ThreadIncidents(@Nullable FaultKind fault) {
        this.fault = fault;
    }

    /** Whether a verdict that says so is right. What is slow behind an executor may be known better than that. */
    boolean is(@Nullable FaultKind kind) {
        return kind == fault
                || (fault == SLOW_DOWNSTREAM && kind != null && kind.word().equals("db-slow"));
    }

    abstract Timeline tell(Scene s, Random r);

    /** The incident as drawn with this seed. */
    Timeline timeline(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        return tell(Scene.jvm(random), random);
    }
}
