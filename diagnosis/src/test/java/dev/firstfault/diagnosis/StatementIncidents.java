package dev.firstfault.diagnosis;

import static dev.firstfault.diagnosis.Incidents.in;
import static dev.firstfault.diagnosis.verdict.FaultKind.*;

import dev.firstfault.diagnosis.Workload.At;
import dev.firstfault.diagnosis.Workload.Shape;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.HolderState;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.Timeline;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Incidents of statements and pools, played against one pool and one database of random size, speed and load. */
enum StatementIncidents implements Incident {
    SLOW_FOR_ALL(DB_SLOW) {
        @Override
        void happen(Workload w, Random r, double at) {
            double factor = in(r, 8, 60);
            w.databaseSlow = from(at, factor, 1);
        }
    },
    ONE_SLOW_QUERY(SLOW_QUERY) {
        @Override
        void happen(Workload w, Random r, double at) {
            Shape bad = w.shapes.get(r.nextInt(2));
            double factor = in(r, 50, 300);
            bad.slow = from(at, factor, 1);
        }
    },
    LOCKED(DB_LOCK_WAIT) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.lockTimeout = in(r, 1, 10);
            w.shapes.get(3).lockWait = from(at, in(r, 0.3, 1), 0);
        }
    },
    DEADLOCKS(DB_LOCK_WAIT) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.lockTimeout = in(r, 0.01, 0.3);
            w.lockFailure = StatementFailure.DEADLOCK;
            w.shapes.get(3).lockWait = from(at, in(r, 0.2, 0.6), 0);
        }
    },
    SMALL_POOL(POOL_TOO_SMALL) {
        @Override
        Workload workload(Scene s, Random r) {
            Workload w = new Workload(s, r, "pool-1", 1 + r.nextInt(4)).usual();
            w.workers = w.maximum * (3 + r.nextInt(8));
            double capacity = w.maximum / holdSeconds(w);
            w.rate = always(capacity * in(r, 1.2, 4));
            return w;
        }

        @Override
        void happen(Workload w, Random r, double at) {}
    },
    LEAKED(CONNECTION_LEAK) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.leak = from(at, in(r, 0.02, 0.3), 0);
            w.leaker = List.of(HolderState.ELSEWHERE, HolderState.ENDED, HolderState.CHECKING_OUT)
                    .get(r.nextInt(3));
            w.acquireTimeout = in(r, 1, 30);
        }
    },
    SILENT_PEER(MISSING_TIMEOUT) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.hang = from(at, 1, 0);
        }
    },
    PER_ROW(N_PLUS_ONE) {
        @Override
        void happen(Workload w, Random r, double at) {
            int rows = 20 + r.nextInt(60);
            double before = w.statements.at(0);
            w.statements = from(at, before + rows, before);
            w.repeated = from(at, r.nextInt(2), -1);
        }
    },
    STALE(FaultKind.STALE_CONNECTIONS) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.kills.add(new double[] {at, 0});
        }

        @Override
        double lasts(Random r) {
            return in(r, 4, 40);
        }
    },
    NO_WRITES(DB_READ_ONLY) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.readOnly = from(at, 1, 0);
        }
    },
    KEPT_IN_TRANSACTION(LONG_TRANSACTION) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.sleepSeconds = in(r, 12, 25);
            w.sleepShare = from(at, in(r, 0.2, 1), 0);
            w.sleeper = r.nextBoolean() ? HolderState.WAITING : HolderState.RUNNING;
            w.acquireTimeout = in(r, 2, 30);
        }

        @Override
        double lasts(Random r) {
            return in(r, 50, 120);
        }
    },
    LIMIT_TOO_SHORT(TIMEOUT_TOO_SHORT) {
        @Override
        Workload workload(Scene s, Random r) {
            Workload w = super.workload(s, r);
            Shape report = w.shape("select sum(total) from orders group by day", in(r, 3000, 9000), 0.3, false);
            report.limit = 1 + r.nextInt(2);
            return w;
        }

        @Override
        void happen(Workload w, Random r, double at) {}
    },
    FAILS_FOR_EVER(POISON_REQUEST) {
        @Override
        void happen(Workload w, Random r, double at) {
            w.shape("update jobs set state = ? where id = ?", 3, in(r, 0.05, 1), true).fails = from(at, 1, 1);
        }
    },
    ROWS_WITHOUT_END(RESULT_SET_BUFFERED) {
        @Override
        void happen(Workload w, Random r, double at) {
            Shape all = w.shape("select * from events", 2, 0, false);
            double seconds = in(r, 4, 40);
            for (int age : new int[] {1, 2, 5, 10, 20}) {
                if (age < seconds) {
                    w.reports(all, at + age, age, READING_ROWS);
                }
            }
            w.scene.exitOnOom().leaks(500 / seconds, at + 0.1, 1e6);
        }

        @Override
        public EndingKind ending() {
            return EndingKind.OOM_EXIT;
        }

        @Override
        Timeline end(Scene scene, double end) {
            return scene.diesOfHeap(end);
        }
    },
    DOUBLE_LOAD_ABSORBED(null) {
        @Override
        void happen(Workload w, Random r, double at) {
            double before = w.rate.at(0) / 2.5;
            w.rate = from(at, before * 2, before);
        }
    },
    ALL_IS_WELL(null) {
        @Override
        void happen(Workload w, Random r, double at) {}
    },
    SHORT_HICCUP(null) {
        @Override
        void happen(Workload w, Random r, double at) {
            double until = at + in(r, 0.5, 4);
            w.databaseSlow = t -> t >= at && t < until ? 20 : 1;
        }

        @Override
        double lasts(Random r) {
            return in(r, 25, 90);
        }
    };

    private static final String READING_ROWS = """
            com.mysql.cj.protocol.a.TextResultsetReader.read(TextResultsetReader.java:87)
            com.mysql.cj.jdbc.StatementImpl.executeQuery(StatementImpl.java:1200)
            com.example.EventDao.all(EventDao.java:17)""";

    private final @Nullable FaultKind fault;

    StatementIncidents(@Nullable FaultKind fault) {
        this.fault = fault;
    }

    /** The fault, from then on. */
    abstract void happen(Workload w, Random r, double at);

    /** A service that uses a third of its pool at most. */
    Workload workload(Scene s, Random r) {
        Workload w = new Workload(s, r, "HikariPool-1", 4 + r.nextInt(17)).usual();
        w.statements = always(2 + r.nextInt(4));
        w.thinkMillis = in(r, 0.1, 4);
        w.workers = w.maximum * (2 + r.nextInt(6));
        w.rate = always(in(r, 0.1, 0.33) * w.maximum / holdSeconds(w));
        return w;
    }

    double lasts(Random r) {
        return in(r, 35, 120);
    }

    Timeline end(Scene scene, double end) {
        return scene.runsUntil(end);
    }

    @Override
    public @Nullable FaultKind fault() {
        return fault;
    }

    @Override
    public EndingKind ending() {
        return EndingKind.RUNNING;
    }

    @Override
    public Timeline timeline(long seed) {
        return timeline(seed, false);
    }

    /** The incident in a process that never knew better times. */
    Timeline fromTheFirstMoment(long seed) {
        return timeline(seed, true);
    }

    private Timeline timeline(long seed, boolean fromTheFirstMoment) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + name().hashCode());
        Scene scene = Scene.jvm(random).heap(512).garbage(20);
        Workload workload = workload(scene, random);
        double at = fromTheFirstMoment ? 0.5 : in(random, 25, 90);
        happen(workload, random, at);
        double end = at + lasts(random);
        return end(workload.play(end), end);
    }

    static double holdSeconds(Workload w) {
        double millis = 0;
        double weight = 0;
        for (Shape shape : w.shapes) {
            millis += shape.millis * shape.weight;
            weight += shape.weight;
        }
        return w.statements.at(0) * (millis / weight + w.thinkMillis) / 1000;
    }

    static At always(double level) {
        return t -> level;
    }

    static At from(double at, double then, double before) {
        return t -> t >= at ? then : before;
    }
}
