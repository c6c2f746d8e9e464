package dev.firstfault.signals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything one process left behind, in order of time: what diagnosis sees, live and after a death. Immutable.
 *
 * <p>All times are nanoseconds since the origin, the moment the agent started.
 */
public final class Timeline {

    private final ProcessInfo process;
    private final ProcessState state;
    private final long originEpochMillis;
    private final long lastHeartbeatNanos;
    private final boolean alive;
    private final List<Frame> frames;
    private final List<Signal> signals;
    private final List<ErrorDetail> errors;
    private final Map<Integer, Resource> resources;
    private final Damage damage;

    /**
     * @param lastHeartbeatNanos the last moment the agent is known to have run
     * @param alive whether the process was running when this was read
     * @param frames ascending by time; fine for the recent past, coarse (one a minute) before
     * @param signals ascending by time
     * @param errors the first distinct errors, ascending by time
     * @param resources by the ids that values of signals refer to them with
     */
    public Timeline(
            ProcessInfo process,
            ProcessState state,
            long originEpochMillis,
            long lastHeartbeatNanos,
            boolean alive,
            List<Frame> frames,
            List<Signal> signals,
            List<ErrorDetail> errors,
            Map<Integer, Resource> resources,
            Damage damage) {
        this.process = process;
        this.state = state;
        this.originEpochMillis = originEpochMillis;
        this.lastHeartbeatNanos = lastHeartbeatNanos;
        this.alive = alive;
        this.frames = Collections.unmodifiableList(frames);
        this.signals = Collections.unmodifiableList(signals);
        this.errors = Collections.unmodifiableList(errors);
        this.resources = Collections.unmodifiableMap(resources);
        this.damage = damage;
    }

    public ProcessInfo process() {
        return process;
    }

    public ProcessState state() {
        return state;
    }

    public long originEpochMillis() {
        return originEpochMillis;
    }

    public long lastHeartbeatNanos() {
        return lastHeartbeatNanos;
    }

    public boolean alive() {
        return alive;
    }

    public List<Frame> frames() {
        return frames;
    }

    public List<Signal> signals() {
        return signals;
    }

    public List<ErrorDetail> errors() {
        return errors;
    }

    /** What a value of a signal refers to by this id; null for 0 and where it could not be read. */
    public @Nullable Resource resource(long id) {
        return resources.get((int) id);
    }

    /** All of them, by id. */
    public Map<Integer, Resource> resources() {
        return resources;
    }

    public Damage damage() {
        return damage;
    }

    /** The last moment anything was recorded, nanoseconds since the origin. */
    public long endNanos() {
        long end = lastHeartbeatNanos;
        if (!frames.isEmpty()) {
            end = Math.max(end, frames.get(frames.size() - 1).atNanos());
        }
        if (!signals.isEmpty()) {
            end = Math.max(end, signals.get(signals.size() - 1).atNanos());
        }
        return end;
    }

    /** Wall-clock milliseconds of a moment on this timeline. */
    public long epochMillis(long atNanos) {
        return originEpochMillis + Math.floorDiv(atNanos, 1_000_000L);
    }
}
