package dev.firstfault.diagnosis;

import dev.firstfault.signals.ConnectFailure;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StopCause;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A process told in a few lines, for tests: its database, its heap and its end. Seconds and megabytes everywhere.
 *
 * <p>The heap is simulated: young collections free most garbage, promote some, and a full one follows when the old part is
 * full; where even that does not help, the process dies of it.
 */
final class Scene {

    static final String DB = "jdbc:mysql://db:3306/hive";
    private static final long MB = 1 << 20;
    private static final long MS = 1_000_000L;

    private final Map<String, String> process = new HashMap<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<ErrorDetail> errors = new ArrayList<>();
    private final Map<Integer, Resource> resources = new HashMap<>();
    private final TreeMap<Double, Double> retained = new TreeMap<>();
    private final List<double[]> leaks = new ArrayList<>();
    private final Random random;
    private String db = DB;
    private double heapMb = 256;
    private double baseMb = 20;
    private double garbageMbPerSecond = 3;
    private double startSeconds = 1;
    private int classes = 4000;
    private double lateGcFields = 0.7;
    private double fastSeconds = 120;
    private double end = 60;
    private boolean alive;
    private boolean dies = true;
    private ProcessState state = ProcessState.RUNNING;
    private int own;
    private double cgroupLimitMb;
    private double nativeFrom = -1;
    private double nativeMbPerSecond;
    private double oomAt = -1;
    private double throttledFrom;
    private double throttledShare;
    private double idleFrom = Double.MAX_VALUE;
    private final Map<FrameField, double[]> levels = new HashMap<>();

    private Scene(Random random) {
        this.random = random;
        process.put(ProcessInfo.APP, "metastore");
        process.put(ProcessInfo.BOOT_ID, "boot-1");
    }

    static Scene jvm() {
        return new Scene(new Random(42));
    }

    static Scene jvm(Random random) {
        return new Scene(random);
    }

    Scene heap(double mb) {
        heapMb = mb;
        return this;
    }

    /** What the process needs once started, and how long it takes to get there. */
    Scene needs(double mb, double seconds) {
        baseMb = mb;
        startSeconds = seconds;
        return this;
    }

    Scene classes(int count) {
        classes = count;
        return this;
    }

    Scene garbage(double mbPerSecond) {
        garbageMbPerSecond = mbPerSecond;
        return this;
    }

    Scene exitOnOom() {
        process.put("flag.ExitOnOutOfMemoryError", "true");
        return this;
    }

    Scene crashOnOom() {
        process.put("flag.CrashOnOutOfMemoryError", "true");
        return this;
    }

    Scene leaks(double mbPerSecond, double from, double to) {
        leaks.add(new double[] {mbPerSecond, from, to});
        return this;
    }

    /** Something is kept from now on; an amount below zero lets it go. */
    Scene keeps(double mb, double at) {
        retained.merge(at, mb, Double::sum);
        return this;
    }

    /** A database of another name. */
    Scene with(String target) {
        db = target;
        own = 0;
        return this;
    }

    Scene connects(double at, double seconds) {
        own++;
        return signal(at, SignalKind.CONNECT_SUCCEEDED, target(), seconds, own, 0, 0, null);
    }

    Scene closes(double at) {
        own = Math.max(0, own - 1);
        return signal(at, SignalKind.CONNECTION_CLOSED, target(), 0, own, 0, 0, null);
    }

    Scene fails(double at, double seconds, ConnectFailure reason, @Nullable String state, int code, String message) {
        ErrorDetail error = new ErrorDetail(nanos(at), "java.sql.SQLException", message, state, code, "main", "");
        boolean known = errors.stream().anyMatch(error::sameAs);
        if (!known) {
            errors.add(error);
        }
        return signal(at, SignalKind.CONNECT_FAILED, target(), seconds, reason.id(), code, own, known ? null : error);
    }

    /** An attempt that began then has had no answer for so long. */
    Scene pending(double from, double seconds) {
        ErrorDetail error =
                new ErrorDetail(nanos(from + seconds), "connecting", "no answer for 10 s", null, 0, "main", "");
        return signal(
                from + seconds,
                SignalKind.CONNECT_PENDING,
                target(),
                seconds,
                ConnectFailure.UNREACHABLE.id(),
                0,
                own,
                error);
    }

    Scene refused(double at) {
        return fails(at, 0.02, ConnectFailure.CONNECTION_LIMIT, "08004", 1040, "Too many connections");
    }

    /** Refused every {@code period} seconds, from first to last, give or take a tenth. */
    Scene refusedEvery(double period, double from, double to) {
        for (double t = from; t <= to; t += period * (0.9 + 0.2 * random.nextDouble())) {
            refused(t);
        }
        return this;
    }

    Scene refusedAndKeeps(double mb, double period, double from, double to) {
        for (double t = from; t <= to; t += period * (0.9 + 0.2 * random.nextDouble())) {
            refused(t);
            keeps(mb, t + 0.005);
        }
        return this;
    }

    Scene failsEvery(double period, double from, double to, double seconds, ConnectFailure reason, String message) {
        for (double t = from; t <= to; t += period * (0.9 + 0.2 * random.nextDouble())) {
            fails(t, seconds, reason, reason == ConnectFailure.LOGIN_REFUSED ? "28000" : "08S01", 0, message);
        }
        return this;
    }

    Scene pool(String name, int max, double at) {
        return signal(at, SignalKind.POOL_OPENED, pool(name), 0, max, max, 1, null);
    }

    /** A pool's constructor begins; nothing says that it ends. */
    Scene poolOpening(String name, double at) {
        return signal(at, SignalKind.POOL_OPENING, pool(name), 0, 0, 0, 0, null);
    }

    Scene poolCloses(String name, double at) {
        return signal(at, SignalKind.POOL_CLOSED, pool(name), 0, 0, 0, 0, null);
    }

    Scene poolState(String name, int active, int idle, int pending, int max, double at) {
        return signal(
                at,
                SignalKind.POOL_STATE,
                pool(name),
                0,
                Signal.pack(active, idle),
                Signal.pack(pending, max),
                Signal.pack(active, 5),
                null);
    }

    Scene acquireTimesOut(String name, double at) {
        ErrorDetail error = new ErrorDetail(
                nanos(at), "java.sql.SQLTransientConnectionException", "request timed out", null, 0, "worker", "");
        return signal(at, SignalKind.ACQUIRE_TIMED_OUT, pool(name), 30, 0, 0, 0, error);
    }

    /** The container's limit, and memory outside the heap that grows towards it. */
    Scene container(double limitMb, double from, double mbPerSecond) {
        cgroupLimitMb = limitMb;
        nativeFrom = from;
        nativeMbPerSecond = mbPerSecond;
        return this;
    }

    /** From then on the container's CPU limit holds the process up for this share of the time. */
    Scene throttled(double from, double share) {
        throttledFrom = from;
        throttledShare = share;
        return this;
    }

    /** From then on no CPU is used. */
    Scene idleFrom(double at) {
        idleFrom = at;
        return this;
    }

    /** A column of the samples that has a value, from then on rises by so much a second, up to so much. */
    Scene level(FrameField field, double value, double from, double perSecond, double most) {
        levels.put(field, new double[] {value, from, perSecond, most});
        return this;
    }

    /** A fact of the process. */
    Scene fact(String name, String value) {
        process.put(name, value);
        return this;
    }

    Scene oneHertzFrom(double seconds) {
        fastSeconds = seconds;
        return this;
    }

    /** Notes when it is to end. */
    Scene until(double at) {
        end = at;
        return this;
    }

    double until() {
        return end;
    }

    Scene uncaught(double at, String type, String message) {
        ErrorDetail error = new ErrorDetail(nanos(at), type, message, null, 0, "main", "");
        return signal(at, SignalKind.UNCAUGHT, new Resource(ResourceKind.THREAD, "main"), 0, 1, 0, 0, error);
    }

    Timeline runsUntil(double at) {
        alive = true;
        return endsAt(at);
    }

    /** Ends without a word at this time, unless the heap ran out before. */
    Timeline killedAt(double at) {
        return endsAt(at);
    }

    /** Ends when the heap runs out, or without a word at this time. */
    Timeline diesOfHeap(double atLatest) {
        return endsAt(atLatest);
    }

    Timeline exits(int status, double at) {
        ErrorDetail call =
                new ErrorDetail(nanos(at), "exit", "", null, 0, "main", "com.example.Main.main(Main.java:7)");
        signal(at, SignalKind.EXIT_CALLED, null, 0, status, 0, 0, call);
        return stops(StopCause.EXIT_CALL, status, at);
    }

    Timeline halts(int status, double at) {
        signal(at, SignalKind.HALT_CALLED, null, 0, status, 0, 0, null);
        return endsAt(at);
    }

    Timeline terminatedAt(double at) {
        return stops(StopCause.SIGNAL, -1, at);
    }

    Timeline mainEnds(double at) {
        return stops(StopCause.END_OF_MAIN, -1, at);
    }

    private Timeline stops(StopCause cause, int status, double at) {
        signal(at + 0.001, SignalKind.STOPPING, null, 0, cause.id(), status, 0, null);
        state = ProcessState.CLEAN;
        return endsAt(at + 0.01);
    }

    private Timeline endsAt(double at) {
        end = at;
        dies = !alive;
        process.put(ProcessInfo.MAX_HEAP_BYTES, String.valueOf((long) (heapMb * MB)));
        process.putIfAbsent("flag.ExitOnOutOfMemoryError", "false");
        List<Frame> frames = simulate();
        double last = oomAt >= 0 ? oomAt : end;
        signals.sort(Comparator.comparingLong(Signal::atNanos));
        signals.removeIf(s -> s.atNanos() > nanos(last) + MS);
        errors.removeIf(e -> e.atNanos() > nanos(last) + MS);
        errors.sort(Comparator.comparingLong(ErrorDetail::atNanos));
        List<Signal> all = new ArrayList<>();
        all.add(new Signal(0, SignalKind.STARTED, null, 0, 0, 0, 0, 1, null));
        all.addAll(signals);
        ProcessState found = oomAt >= 0 ? ProcessState.RUNNING : state;
        return new Timeline(
                new ProcessInfo(process),
                found,
                1_700_000_000_000L,
                nanos(last),
                alive,
                frames,
                all,
                errors,
                resources,
                Damage.NONE);
    }

    /** When the simulated heap ran out, or below zero. */
    double oomAt() {
        return oomAt;
    }

    private List<Frame> simulate() {
        List<Frame> frames = new ArrayList<>();
        double tick = 0.01;
        double garbage = 0;
        double promoted = 0;
        double after = 2;
        long gcs = 0;
        long fulls = 0;
        double gcMillis = 0;
        double nextFrame = 0.05 + 0.03 * random.nextDouble();
        double stalled = 0;
        for (double t = 0; t <= end; t += tick) {
            if (stalled > 0) {
                stalled -= tick;
                gcMillis += tick * 1000;
            } else {
                garbage += garbageMbPerSecond * tick * (0.5 + random.nextDouble()) + (t < startSeconds ? 20 * tick : 0);
            }
            double live = live(t);
            boolean oom = live > heapMb * 0.985;
            if (live + promoted + garbage > heapMb * 0.97 || garbage > Math.max(1, (heapMb - live - promoted) * 0.6)) {
                gcs++;
                promoted += garbage * 0.03;
                garbage = 0;
                gcMillis += 4 + live * 0.05;
                if (live + promoted > heapMb * 0.8) {
                    fulls++;
                    promoted = 0;
                    double pause = 0.02 + live * 0.0004;
                    stalled = pause;
                }
                after = Math.min(heapMb, live + promoted);
            }
            if (oom && dies) {
                fulls += 2;
                gcs += 2;
                oomAt = t;
                state = ProcessState.RUNNING;
                if (random.nextBoolean()) {
                    double kept = Math.min(heapMb, lastLive(t));
                    frames.add(frame(t, kept, kept, gcs, fulls, gcMillis));
                }
                return frames;
            }
            if (t >= nextFrame && stalled <= 0) {
                frames.add(frame(t, Math.min(heapMb, live + promoted + garbage), after, gcs, fulls, gcMillis));
                nextFrame = t + (t < fastSeconds ? 0.05 : 1) * (0.97 + 0.06 * random.nextDouble());
            }
        }
        return frames;
    }

    private double lastLive(double t) {
        return live(t - 0.02);
    }

    private double live(double t) {
        double live = 2 + (baseMb - 2) * Math.min(1, t / startSeconds);
        for (double[] leak : leaks) {
            live += leak[0] * Math.max(0, Math.min(t, leak[2]) - leak[1]);
        }
        for (double mb : retained.headMap(t, true).values()) {
            live += mb;
        }
        return live;
    }

    private Frame frame(double t, double used, double after, long gcs, long fulls, double gcMillis) {
        Frame frame = new Frame();
        frame.atNanos(nanos(t));
        frame.set(FrameField.HEAP_USED, (long) (used * MB));
        frame.set(FrameField.HEAP_COMMITTED, (long) (heapMb * MB));
        frame.set(FrameField.LATE_MILLIS, random.nextInt(5));
        frame.set(FrameField.CPU_MILLIS, (long) (Math.min(t, idleFrom) * 300));
        frame.set(FrameField.CPU_THROTTLED_MILLIS, (long) (Math.max(0, t - throttledFrom) * throttledShare * 1000));
        double rss = heapMb + 60 + (nativeFrom >= 0 ? nativeMbPerSecond * Math.max(0, t - nativeFrom) : 0);
        frame.set(FrameField.RSS, (long) (rss * MB));
        if (cgroupLimitMb > 0) {
            boolean full = rss >= cgroupLimitMb * 0.985;
            frame.set(FrameField.CGROUP_LIMIT, (long) (cgroupLimitMb * MB));
            frame.set(FrameField.CGROUP_CURRENT, (long) (Math.min(rss, cgroupLimitMb) * MB));
            frame.set(FrameField.CGROUP_LIMIT_HITS, full ? (long) (t * 10) : 0);
        }
        if (t >= lateGcFields) {
            frame.set(FrameField.HEAP_AFTER_GC, gcs == 0 ? 0 : (long) (after * MB));
            frame.set(FrameField.GC_COUNT, gcs);
            frame.set(FrameField.FULL_GC_COUNT, fulls);
            frame.set(FrameField.GC_MILLIS, (long) gcMillis);
            frame.set(FrameField.THREADS, 30);
            frame.set(FrameField.CLASSES, (long) (classes * Math.min(1, 0.2 + t / startSeconds)));
            for (Map.Entry<FrameField, double[]> entry : levels.entrySet()) {
                double[] level = entry.getValue();
                double now = level[0] + level[2] * Math.max(0, t - level[1]);
                frame.set(entry.getKey(), (long) Math.min(level[3], now));
            }
        }
        return frame;
    }

    /** A signal as a collector wrote it. */
    Scene record(
            double at,
            SignalKind kind,
            @Nullable Resource resource,
            double seconds,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error) {
        signals.add(new Signal(nanos(at), kind, resource, nanos(seconds), v1, v2, v3, count, error));
        return this;
    }

    /** The id by which values refer to a resource. */
    int idOf(Resource resource) {
        for (Map.Entry<Integer, Resource> known : resources.entrySet()) {
            if (known.getValue().equals(resource)) {
                return known.getKey();
            }
        }
        resources.put(resources.size() + 1, resource);
        return resources.size();
    }

    private Scene signal(
            double at,
            SignalKind kind,
            @Nullable Resource resource,
            double seconds,
            long v1,
            long v2,
            long v3,
            @Nullable ErrorDetail error) {
        signals.add(new Signal(nanos(at), kind, resource, nanos(seconds), v1, v2, v3, 1, error));
        return this;
    }

    Resource target() {
        return new Resource(ResourceKind.JDBC_TARGET, db);
    }

    private static Resource pool(String name) {
        return new Resource(ResourceKind.POOL, name);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
