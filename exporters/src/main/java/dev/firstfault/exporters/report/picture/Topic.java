package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.onset.ConnectHistory;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.HeapHistory;
import dev.firstfault.diagnosis.onset.OutsideHeap;
import dev.firstfault.diagnosis.onset.PoolHistory;
import dev.firstfault.diagnosis.onset.StatementHistory;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import org.jspecify.annotations.Nullable;

/** What a row can be about; each makes its own out of what was recorded. */
enum Topic {
    HEAP {
        @Override
        @Nullable
        Track row(Sources sources) {
            HeapHistory heap = sources.heap();
            Curve used = new Curve("in use", Form.AREA, Tone.MAIN);
            for (int i = 0; i < heap.size(); i++) {
                if (heap.used(i) != Frame.UNKNOWN) {
                    used.add(heap.at(i), (double) heap.used(i));
                }
            }
            Curve after = new Curve("after collections", Form.DOTS, Tone.MAIN);
            for (int k = 0; k < heap.points(); k++) {
                after.add(heap.pointAt(k), (double) heap.after(k));
            }
            Track track = new Track("Heap", Unit.BYTES).add(used).add(after);
            return heap.maxKnown() ? track.limit("maximum", (double) heap.maxBytes()) : track;
        }
    },
    COLLECTIONS {
        @Override
        @Nullable
        Track row(Sources sources) {
            // A collection's time is counted when it ends: what is more than all of a second belongs to those before.
            Curve share = rise(sources, FrameField.GC_MILLIS, "share of the time", Form.AREA);
            return new Track("Collections", Unit.SHARE).add(share).limit("", 1);
        }
    },
    CONNECTS {
        @Override
        @Nullable
        Track row(Sources sources) {
            ConnectHistory connects = sources.connects();
            if (connects == null) {
                return null;
            }
            Counted opened = new Counted(sources.window());
            Counted failed = new Counted(sources.window());
            for (Signal signal : connects.signals()) {
                if (signal.kind() == SignalKind.CONNECT_SUCCEEDED) {
                    opened.add(signal.atNanos(), signal.count());
                } else if (signal.kind() == SignalKind.CONNECT_FAILED) {
                    failed.add(signal.atNanos(), signal.count());
                }
            }
            return new Track("Connecting to " + connects.target(), Unit.PER_SECOND)
                    .add(opened.bars("opened", Tone.OTHER))
                    .add(failed.bars("failed", Tone.FAILURE));
        }
    },
    CONNECTIONS {
        @Override
        @Nullable
        Track row(Sources sources) {
            ConnectHistory connects = sources.connects();
            if (connects == null) {
                return null;
            }
            Curve open = new Curve("open", Form.AREA, Tone.MAIN);
            double level = Double.NaN;
            for (Signal signal : connects.signals()) {
                double now = signal.kind() == SignalKind.CONNECT_FAILED || signal.kind() == SignalKind.CONNECT_PENDING
                        ? signal.v3()
                        : signal.v1();
                if (!Double.isNaN(level)) {
                    open.add(signal.atNanos(), level);
                }
                open.add(signal.atNanos(), now);
                level = now;
            }
            if (!Double.isNaN(level)) {
                open.add(sources.timeline().endNanos(), level);
            }
            return new Track("Own connections to " + connects.target(), Unit.COUNT).add(open);
        }
    },
    POOL {
        @Override
        @Nullable
        Track row(Sources sources) {
            PoolHistory pool = sources.pool();
            if (pool == null) {
                return null;
            }
            Curve timeouts = new Curve("gave up", Form.DOTS, Tone.FAILURE);
            for (Signal timeout : pool.timeouts()) {
                timeouts.add(timeout.atNanos(), Signal.upper(timeout.v2()) + 1);
            }
            Track track = new Track("Pool " + pool.name(), Unit.COUNT)
                    .add(sources.curve(pool.active(), "in use", Form.AREA, Tone.MAIN))
                    .add(sources.curve(pool.pending(), "waiting", Form.DASHES, Tone.OTHER))
                    .add(timeouts);
            return pool.maximum() > 0 ? track.limit("most connections", pool.maximum()) : track;
        }
    },
    STATEMENT_TIMES {
        @Override
        @Nullable
        Track row(Sources sources) {
            StatementHistory statements = sources.statements();
            return statements == null
                    ? null
                    : new Track("Statements to " + statements.target(), Unit.MILLIS)
                            .add(sources.curve(statements.longest(), "longest", Form.DASHES, Tone.OTHER))
                            .add(sources.curve(statements.mean(), "mean", Form.LINE, Tone.MAIN))
                            .byPowers();
        }
    },
    STATEMENT_RATE {
        @Override
        @Nullable
        Track row(Sources sources) {
            StatementHistory statements = sources.statements();
            return statements == null
                    ? null
                    : new Track("Statements that ended", Unit.PER_SECOND)
                            .add(sources.curve(statements.ended(), "all", Form.AREA, Tone.MAIN))
                            .add(sources.curve(statements.failed(), "failed", Form.LINE, Tone.FAILURE));
        }
    },
    STATEMENTS_IN_FLIGHT {
        @Override
        @Nullable
        Track row(Sources sources) {
            StatementHistory statements = sources.statements();
            return statements == null
                    ? null
                    : new Track("Oldest statement without an answer", Unit.MILLIS)
                            .add(sources.curve(statements.oldest(), "age", Form.AREA, Tone.MAIN));
        }
    },
    EXECUTOR {
        @Override
        @Nullable
        Track row(Sources sources) {
            ExecutorHistory executor = sources.executor();
            if (executor == null) {
                return null;
            }
            Track track = new Track("Executor " + executor.name(), Unit.COUNT)
                    .add(sources.curve(executor.active(), "threads busy", Form.AREA, Tone.MAIN))
                    .add(sources.curve(executor.queued(), "tasks waiting", Form.DASHES, Tone.OTHER));
            int maximum = executor.maximum();
            return maximum > 0 && maximum < 10_000 ? track.limit("most threads", maximum) : track;
        }
    },
    TASKS {
        @Override
        @Nullable
        Track row(Sources sources) {
            ExecutorHistory executor = sources.executor();
            if (executor == null) {
                return null;
            }
            Counted refused = new Counted(sources.window());
            for (Signal signal : executor.rejected()) {
                refused.add(signal.atNanos(), signal.count());
            }
            for (Signal signal : executor.turnedAway()) {
                refused.add(signal.atNanos(), signal.count());
            }
            return new Track("Tasks of " + executor.name(), Unit.PER_SECOND)
                    .add(sources.curve(executor.arrivals(), "came", Form.LINE, Tone.MAIN))
                    .add(sources.curve(executor.completed(), "done", Form.DASHES, Tone.OTHER))
                    .add(refused.bars("turned away", Tone.FAILURE));
        }
    },
    THREADS {
        @Override
        @Nullable
        Track row(Sources sources) {
            Curve blocked = new Curve("blocked", Form.DOTS, Tone.FAILURE);
            Curve waiting = new Curve("waiting", Form.DOTS, Tone.OTHER);
            for (Signal signal : sources.timeline().signals()) {
                if (signal.kind() == SignalKind.LOCK_CONTENDED) {
                    blocked.add(signal.atNanos(), Signal.upper(signal.v1()));
                } else if (signal.kind() == SignalKind.WAIT_PENDING) {
                    waiting.add(signal.atNanos(), (double) signal.v2());
                }
            }
            return new Track("Threads", Unit.COUNT)
                    .add(level(sources, FrameField.THREADS, "live", Form.AREA, Tone.MAIN))
                    .add(waiting)
                    .add(blocked);
        }
    },
    CPU {
        @Override
        @Nullable
        Track row(Sources sources) {
            return new Track("CPU", Unit.SHARE)
                    .add(rise(sources, FrameField.CPU_MILLIS, "of one core", Form.AREA))
                    .add(rise(sources, FrameField.CPU_THROTTLED_MILLIS, "held up by the limit", Form.DASHES));
        }
    },
    LATENESS {
        @Override
        @Nullable
        Track row(Sources sources) {
            Curve late = level(sources, FrameField.LATE_MILLIS, "", Form.AREA, Tone.MAIN);
            return new Track("How late the agent's own sampler ran", Unit.MILLIS).add(late);
        }
    },
    MEMORY {
        @Override
        @Nullable
        Track row(Sources sources) {
            Track track = new Track("Memory of the process and its container", Unit.BYTES)
                    .add(level(sources, FrameField.RSS, "resident", Form.AREA, Tone.MAIN))
                    .add(level(sources, FrameField.CGROUP_CURRENT, "container", Form.DASHES, Tone.OTHER));
            long limit = sources.heap().last(FrameField.CGROUP_LIMIT);
            return limit == Frame.UNKNOWN ? track : track.limit("limit", (double) limit);
        }
    },
    METASPACE {
        @Override
        @Nullable
        Track row(Sources sources) {
            Track track = new Track("Metaspace", Unit.BYTES)
                    .add(level(sources, FrameField.METASPACE, "in use", Form.AREA, Tone.MAIN));
            long limit = sources.timeline().process().number(ProcessInfo.FLAG_PREFIX + "MaxMetaspaceSize", 0);
            return limit > 0 ? track.limit("maximum", (double) limit) : track;
        }
    },
    CLASSES {
        @Override
        @Nullable
        Track row(Sources sources) {
            return new Track("Classes", Unit.COUNT)
                    .add(level(sources, FrameField.CLASSES, "loaded", Form.AREA, Tone.MAIN));
        }
    },
    DIRECT_BUFFERS {
        @Override
        @Nullable
        Track row(Sources sources) {
            Track track = new Track("Direct buffers", Unit.BYTES)
                    .add(level(sources, FrameField.DIRECT, "in use", Form.AREA, Tone.MAIN));
            // Without the flag, as much as the heap may have.
            long limit = sources.timeline().process().number(ProcessInfo.FLAG_PREFIX + "MaxDirectMemorySize", 0);
            long otherwise = sources.timeline().process().number(ProcessInfo.MAX_HEAP_BYTES, 0);
            double most = limit > 0 ? limit : otherwise;
            return most > 0 ? track.limit("maximum", most) : track;
        }
    },
    NEAR_ITS_LIMIT {
        @Override
        @Nullable
        Track row(Sources sources) {
            OutsideHeap.Pool fullest = null;
            for (OutsideHeap.Pool pool : OutsideHeap.of(sources.timeline()).pools()) {
                boolean longer = fullest == null
                        || pool.states().size() > fullest.states().size();
                fullest = longer ? pool : fullest;
            }
            if (fullest == null) {
                return null;
            }
            Curve used = new Curve("in use", Form.LINE, Tone.MAIN);
            long limit = 0;
            for (Signal state : fullest.states()) {
                used.add(state.atNanos(), (double) state.v1());
                limit = state.v2();
            }
            return new Track(fullest.name(), Unit.BYTES).add(used).limit("limit", (double) limit);
        }
    },
    HOST_MEMORY {
        @Override
        @Nullable
        Track row(Sources sources) {
            return new Track("Memory of the host", Unit.BYTES)
                    .add(level(sources, FrameField.HOST_AVAILABLE, "available", Form.AREA, Tone.MAIN))
                    .add(level(sources, FrameField.SWAPPED, "own, swapped out", Form.DASHES, Tone.OTHER));
        }
    },
    OPEN_FILES {
        @Override
        @Nullable
        Track row(Sources sources) {
            return new Track("Open file descriptors", Unit.COUNT)
                    .add(level(sources, FrameField.OPEN_FILES, "open", Form.AREA, Tone.MAIN));
        }
    },
    NAMES {
        @Override
        @Nullable
        Track row(Sources sources) {
            Curve slow = new Curve("answered", Form.DOTS, Tone.MAIN);
            Curve failed = new Curve("failed", Form.DOTS, Tone.FAILURE);
            for (Signal signal : sources.timeline().signals()) {
                if (signal.kind() == SignalKind.NAME_RESOLVED) {
                    (signal.v1() == 1 ? failed : slow).add(signal.atNanos(), signal.durationNanos() / 1e6);
                }
            }
            return new Track("Host names that took long to resolve", Unit.MILLIS)
                    .add(slow)
                    .add(failed);
        }
    };

    private static final long S = 1_000_000_000L;

    /** The row, or null where nothing of the kind was recorded. */
    abstract @Nullable Track row(Sources sources);

    private static Curve level(Sources sources, FrameField field, String name, Form form, Tone tone) {
        HeapHistory frames = sources.heap();
        Curve curve = new Curve(name, form, tone);
        for (int i = 0; i < frames.size(); i++) {
            long level = frames.level(field, i);
            if (level != Frame.UNKNOWN) {
                curve.add(frames.at(i), (double) level);
            }
        }
        return curve;
    }

    /** How fast a counter of milliseconds runs: 1 where it runs as fast as the clock. */
    private static Curve rise(Sources sources, FrameField field, String name, Form form) {
        HeapHistory frames = sources.heap();
        long step = Math.max(S, sources.window().nanos() / 200);
        Curve curve = new Curve(name, form, form == Form.AREA ? Tone.MAIN : Tone.OTHER);
        int last = -1;
        for (int i = 0; i < frames.size(); i++) {
            long level = frames.level(field, i);
            if (level == Frame.UNKNOWN || (last >= 0 && frames.at(i) - frames.at(last) < step)) {
                continue;
            }
            if (last >= 0) {
                double millis = (frames.at(i) - frames.at(last)) / 1e6;
                double share = Math.max(0, level - frames.level(field, last)) / millis;
                curve.add(frames.at(last), share);
                curve.add(frames.at(i), share);
            }
            last = i;
        }
        return curve;
    }
}
