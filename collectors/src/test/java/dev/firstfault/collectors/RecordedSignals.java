package dev.firstfault.collectors;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is recorded, in order. Thread-safe. */
public final class RecordedSignals implements SignalSink, Health {

    private final List<Signal> signals = new ArrayList<>();
    private final List<String> degraded = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();

    @Override
    public synchronized void record(
            SignalKind kind,
            @Nullable Resource resource,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error) {
        signals.add(new Signal(signals.size(), kind, resource, durationNanos, v1, v2, v3, count, error));
    }

    @Override
    public synchronized int resourceId(Resource resource) {
        if (!resources.contains(resource)) {
            resources.add(resource);
        }
        return resources.indexOf(resource) + 1;
    }

    @Override
    public void frame(Frame frame) {
        throw new AssertionError("probes take no frames");
    }

    @Override
    public long nanosSinceOrigin() {
        return 0;
    }

    @Override
    public synchronized void degraded(String part, String why) {
        degraded.add(part + ": " + why);
    }

    /** The signals of this kind. */
    public synchronized List<Signal> of(SignalKind kind) {
        return signals.stream().filter(signal -> signal.kind() == kind).toList();
    }

    /** The kinds of all signals. */
    public synchronized List<SignalKind> kinds() {
        return signals.stream().map(Signal::kind).toList();
    }

    /** What degraded, and why. */
    public synchronized List<String> degraded() {
        return List.copyOf(degraded);
    }

    /** The resource that {@link #resourceId} gave this number. */
    public synchronized Resource resource(int id) {
        return resources.get(id - 1);
    }
}
