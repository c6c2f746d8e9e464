package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told. The time is the test's. */
public class RecordingSink implements SignalSink {

    public final List<Signal> signals = new CopyOnWriteArrayList<>();
    public final List<Frame> frames = new CopyOnWriteArrayList<>();
    public final AtomicLong now = new AtomicLong();

    @Override
    public void record(
            SignalKind kind,
            @Nullable Resource resource,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            @Nullable ErrorDetail error) {
        signals.add(new Signal(nanosSinceOrigin(), kind, resource, durationNanos, v1, v2, v3, count, error));
    }

    @Override
    public int resourceId(Resource resource) {
        return 0;
    }

    @Override
    public void frame(Frame frame) {
        Frame copy = new Frame();
        copy.atNanos(frame.atNanos());
        for (int i = 0; i < FrameField.CAPACITY; i++) {
            copy.raw(i, frame.raw(i));
        }
        frames.add(copy);
    }

    @Override
    public long nanosSinceOrigin() {
        return now.get();
    }
}
