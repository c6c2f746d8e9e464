package dev.firstfault.diagnosis;

import static dev.firstfault.diagnosis.verdict.FaultKind.*;

import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.ending.Witness;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Timeline;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The incidents that a verdict is tested on, each with sizes and times drawn at random within what is plausible. */
enum Incidents implements Incident {
    REFUSED_THEN_EXIT(DB_CONNECTION_LIMIT, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double from = in(r, 1, 20);
            double to = from + in(r, 5, 90);
            double period = in(r, 0.3, (to - from) / 3);
            return s.heap(in(r, 128, 1024)).refusedEvery(period, from, to).until(to + in(r, 0.05, 3));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    REFUSED_THEN_UNCAUGHT(DB_CONNECTION_LIMIT, EndingKind.UNCAUGHT_EXCEPTION) {
        @Override
        Scene tell(Scene s, Random r) {
            double from = in(r, 1, 20);
            double to = from + in(r, 5, 90);
            s.refusedEvery(in(r, 0.3, (to - from) / 3), from, to).until(to + in(r, 0.05, 5));
            return s.uncaught(s.until() - 0.01, "javax.jdo.JDOFatalInternalException", "Error creating factory");
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.mainEnds(s.until());
        }
    },
    REFUSED_SILENTLY(DB_CONNECTION_LIMIT, EndingKind.TERMINATED) {
        @Override
        Scene tell(Scene s, Random r) {
            int limit = 4 + r.nextInt(14);
            double t = in(r, 2, 8);
            s.pool("HikariPool-1", 10, t);
            for (int i = 0; i < limit; i++) {
                if (i == 10) {
                    s.pool("HikariPool-2", 10, t += in(r, 0.1, 2));
                }
                s.connects(t += in(r, 0.02, 0.1), 0.03);
            }
            double to = t + in(r, 30, 200);
            s.refusedEvery(in(r, 1, 10), t + 0.1, to);
            s.poolState("HikariPool-1", 3, 4, 0, 10, t + 1);
            return s.heap(in(r, 128, 1024)).garbage(in(r, 2, 20)).until(to + in(r, 0, 5));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.terminatedAt(s.until());
        }
    },
    POOLS_REMADE(OWN_CONNECTION_EXHAUSTION, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            int each = 1 + r.nextInt(10);
            int pools = 4 + r.nextInt(12);
            double t = in(r, 1, 10);
            double gap = in(r, 0.3, 6);
            int n = 0;
            for (int i = 0; i < pools; i++) {
                s.pool("HikariPool-" + ++n, each, t);
                for (int k = 0; k < each; k++) {
                    s.connects(t + 0.01 + k * gap / 2 / each, 0.01);
                }
                t += gap * in(r, 0.8, 1.2);
            }
            double to = t + in(r, 5, 60);
            for (double more = t; more < to; more += gap) {
                s.poolOpening("HikariPool-" + ++n, more);
            }
            return s.refusedEvery(in(r, 0.3, 1.5), t, to).until(to + in(r, 0.05, 3));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    CONNECTIONS_NEVER_CLOSED(OWN_CONNECTION_EXHAUSTION, EndingKind.TERMINATED) {
        @Override
        Scene tell(Scene s, Random r) {
            int limit = 10 + r.nextInt(140);
            double t = in(r, 1, 10);
            double gap = in(r, 0.1, 3);
            for (int i = 0; i < limit; i++) {
                s.connects(t += gap * in(r, 0.5, 1.5), 0.01);
            }
            double to = t + in(r, 10, 60);
            return s.refusedEvery(Math.min(gap, 3), t + gap, to).until(to + in(r, 0, 2));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.terminatedAt(s.until());
        }
    },
    LOGIN(DB_LOGIN_REFUSED, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            return connectTrouble(s, r, 0.05, ConnectFailure.LOGIN_REFUSED, "Access denied for user 'hive'@'10.0.0.7'");
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    DOWN(DB_DOWN, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            return connectTrouble(s, r, 0.003, ConnectFailure.DOWN, "Connection refused");
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    UNREACHABLE(DB_UNREACHABLE, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double timeout = in(r, 2, 30);
            double from = in(r, 1, 10) + timeout;
            double to = from + timeout * (3 + r.nextInt(5));
            return s.failsEvery(timeout * 1.02, from, to, timeout, ConnectFailure.UNREACHABLE, "connect timed out")
                    .until(to + in(r, 0.05, 3));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    NAME(DNS_FAILURE, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            return connectTrouble(s, r, 0.01, ConnectFailure.DNS, "db: Name or service not known");
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    HANDSHAKE(TLS_FAILURE, EndingKind.EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            return connectTrouble(s, r, 0.04, ConnectFailure.TLS, "PKIX path building failed");
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.exits(1, s.until());
        }
    },
    LEAK(HEAP_LEAK, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 64, 512);
            double needs = heap * in(r, 0.1, 0.35);
            double lasts = in(r, 8, 240);
            double from = in(r, 1, 30);
            return s.heap(heap)
                    .needs(needs, 1)
                    .garbage(in(r, 1, heap / 10))
                    .exitOnOom()
                    .leaks((heap - needs) / lasts, from, 1e6)
                    .until(from + lasts * 1.5);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    SMALL_AND_QUICK(HEAP_TOO_SMALL, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 32, 256);
            return s.heap(heap)
                    .needs(heap * in(r, 1.1, 3), in(r, 1, 6))
                    .exitOnOom()
                    .until(60);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    SMALL_AND_STRUGGLING(HEAP_TOO_SMALL, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 32, 256);
            double start = in(r, 1, 10);
            double lasts = in(r, 3, 60) + start * 2;
            return s.heap(heap)
                    .needs(heap * in(r, 0.9, 0.955), start)
                    .garbage(in(r, 1, 5))
                    .exitOnOom()
                    .keeps(heap * 0.1, start + lasts)
                    .until(start + lasts + 1);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    LARGE(LARGE_ALLOCATION, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 128, 1024);
            double needs = heap * in(r, 0.1, 0.4);
            double at = in(r, 5, 100);
            int requests = 2 + r.nextInt(3);
            s.heap(heap).needs(needs, in(r, 1, 3)).garbage(in(r, 1, heap / 40)).exitOnOom();
            for (int i = 0; i < requests; i++) {
                s.keeps((heap - needs) / (requests - 0.5), at + i * in(r, 0.15, 0.5));
            }
            return s.until(at + 3);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    RETRIES_LEAK(DB_CONNECTION_LIMIT, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 64, 512);
            double from = in(r, 0.8, 15);
            double period = in(r, 0.06, 2.5);
            int attempts = 8 + r.nextInt(60);
            return s.heap(heap)
                    .needs(heap * in(r, 0.08, 0.25), 0.7)
                    .garbage(in(r, 0.5, 3))
                    .exitOnOom()
                    .refusedAndKeeps(heap / attempts, period, from, from + period * attempts * 1.5)
                    .until(from + period * attempts * 1.5);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    REFUSED_BESIDE_A_LEAK(HEAP_LEAK, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 64, 512);
            double needs = heap * in(r, 0.08, 0.25);
            double lasts = in(r, 15, 120);
            double leakFrom = in(r, 1, 5);
            double from = leakFrom + in(r, 0, lasts / 2);
            return s.heap(heap)
                    .needs(needs, 0.7)
                    .garbage(in(r, 0.5, 5))
                    .exitOnOom()
                    .leaks((heap - needs) / lasts, leakFrom, 1e6)
                    .refusedEvery(in(r, 0.5, 3), from, 1000)
                    .until(leakFrom + lasts * 1.5);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    REFUSED_BESIDE_A_LARGE_REQUEST(LARGE_ALLOCATION, EndingKind.OOM_EXIT) {
        @Override
        Scene tell(Scene s, Random r) {
            LARGE.tell(s, r);
            return s.refusedEvery(in(r, 0.5, 10), in(r, 1, 4), s.until());
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.diesOfHeap(s.until());
        }
    },
    KILLED(null, EndingKind.KILLED) {
        @Override
        Scene tell(Scene s, Random r) {
            return healthy(s, r).exitOnOom();
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.killedAt(s.until());
        }
    },
    TERMINATED(null, EndingKind.TERMINATED) {
        @Override
        Scene tell(Scene s, Random r) {
            return healthy(s, r);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.terminatedAt(s.until());
        }
    },
    BUSY(null, EndingKind.RUNNING) {
        @Override
        Scene tell(Scene s, Random r) {
            healthy(s, r);
            double at = in(r, 5, s.until());
            return s.fails(at, 0.01, ConnectFailure.DOWN, "08S01", 0, "Connection refused")
                    .connects(at + 0.3, 0.02);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.runsUntil(s.until());
        }
    },
    LATE_DATABASE(null, EndingKind.RUNNING) {
        @Override
        Scene tell(Scene s, Random r) {
            double from = in(r, 1, 4);
            double up = from + in(r, 0.5, 4);
            s.failsEvery(0.3, from, up, 0.002, ConnectFailure.DOWN, "Connection refused");
            for (int i = 0; i < 10; i++) {
                s.connects(up + 0.4 + i * 0.05, 0.02);
            }
            return s.until(up + in(r, 8, 100));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.runsUntil(s.until());
        }
    },
    SHORT_LIFE(null, EndingKind.CLEAN) {
        @Override
        Scene tell(Scene s, Random r) {
            return s.heap(in(r, 64, 512)).until(in(r, 0.3, 8));
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.mainEnds(s.until());
        }
    },
    CONTAINER(CONTAINER_MEMORY, EndingKind.CONTAINER_OOM_KILLED) {
        @Override
        Scene tell(Scene s, Random r) {
            double heap = in(r, 64, 256);
            double limit = heap + in(r, 120, 400);
            double speed = in(r, 2, 30);
            s.heap(heap).garbage(3).container(limit, 5, speed);
            return s.until(5 + (limit - heap - 60) / speed + 0.2);
        }

        @Override
        Timeline end(Scene s, Random r) {
            return s.killedAt(s.until());
        }
    };

    private final @Nullable FaultKind fault;
    private final EndingKind ending;

    Incidents(@Nullable FaultKind fault, EndingKind ending) {
        this.fault = fault;
        this.ending = ending;
    }

    /** Sets the scene, and when it is to end. */
    abstract Scene tell(Scene s, Random r);

    abstract Timeline end(Scene s, Random r);

    @Override
    public @Nullable FaultKind fault() {
        return fault;
    }

    @Override
    public EndingKind ending() {
        return ending;
    }

    @Override
    public Timeline timeline(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds start alike
        Scene scene = tell(Scene.jvm(random), random);
        return end(scene, random);
    }

    @Override
    public Witness witness(long seed) {
        if (seed % 2 == 0) {
            return Witness.NONE;
        }
        return switch (ending) {
            case OOM_EXIT -> Witness.NONE.withExitCode(3);
            case KILLED, CONTAINER_OOM_KILLED -> Witness.NONE.withExitCode(137);
            default -> Witness.NONE;
        };
    }

    static double in(Random r, double low, double high) {
        return low + (high - low) * r.nextDouble();
    }

    private static Scene connectTrouble(Scene s, Random r, double cost, ConnectFailure reason, String message) {
        double from = in(r, 1, 20);
        double to = from + in(r, 12, 90);
        return s.failsEvery(in(r, 0.3, (to - from) / 4), from, to, cost, reason, message)
                .until(to + in(r, 0.05, 3));
    }

    private static Scene healthy(Scene s, Random r) {
        double heap = in(r, 64, 1024);
        double to = in(r, 20, 300);
        s.heap(heap).needs(heap * in(r, 0.1, 0.45), in(r, 1, 8)).garbage(in(r, 1, heap / 4));
        s.pool("HikariPool-1", 10, 3);
        for (int i = 0; i < 10; i++) {
            s.connects(3 + i * 0.05, 0.03);
        }
        for (double t = 10; t < to; t += in(r, 5, 30)) {
            s.poolState("HikariPool-1", r.nextInt(9), 2, r.nextInt(2), 10, t);
        }
        return s.until(to);
    }
}
