package dev.firstfault.diagnosis.onset;

import dev.firstfault.signals.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread pool inside a server, by what the server said of it each time that it refused something. */
public final class ServerQueue {

    private static final long S = 1_000_000_000L;

    /** Records further apart than this are of different runs of refusals: between them the pool may have been idle. */
    private static final long TOGETHER = 12 * S;

    private final String name;
    private final List<Signal> records = new ArrayList<>();

    ServerQueue(String name) {
        this.name = name;
    }

    void add(Signal signal) {
        records.add(signal);
    }

    /** The pool's name: {@code write}. */
    public String name() {
        return name;
    }

    /** How often the server told of it between two moments. */
    public int told(long fromNanos, long toNanos) {
        int count = 0;
        for (Signal record : records) {
            count += record.atNanos() >= fromNanos && record.atNanos() <= toNanos ? 1 : 0;
        }
        return count;
    }

    /** When the server told of it first between two moments, and last; null where it did not tell twice. */
    public long @Nullable [] span(long fromNanos, long toNanos) {
        long first = -1;
        long last = -1;
        for (Signal record : records) {
            if (record.atNanos() >= fromNanos && record.atNanos() <= toNanos) {
                first = first < 0 ? record.atNanos() : first;
                last = record.atNanos();
            }
        }
        return last <= first ? null : new long[] {first, last};
    }

    /** The capacity of its queue, -1 where the server never named it. */
    public int capacity() {
        int capacity = -1;
        for (Signal record : records) {
            capacity = Signal.upper(record.v1()) >= 0 ? Signal.upper(record.v1()) : capacity;
        }
        return capacity;
    }

    /** Its threads, -1 where the server never named them. */
    public int threads() {
        int threads = -1;
        for (Signal record : records) {
            threads = Signal.upper(record.v2()) >= 0 ? Signal.upper(record.v2()) : threads;
        }
        return threads;
    }

    /**
     * Tasks that it completed a second while it refused others, between two moments; NaN where that was not told twice in a
     * run, or where several nodes must have told, each by its own count.
     */
    public double perSecond(long fromNanos, long toNanos) {
        double done = 0;
        long span = 0;
        int back = 0;
        Signal before = null;
        for (Signal record : records) {
            if (record.atNanos() < fromNanos || record.atNanos() > toNanos || record.v3() < 0) {
                continue;
            }
            if (before != null && record.v3() < before.v3()) {
                back++; // once: the node started anew
            } else if (before != null && record.atNanos() - before.atNanos() <= TOGETHER) {
                done += record.v3() - before.v3();
                span += record.atNanos() - before.atNanos();
            }
            before = record;
        }
        return back > 1 || span < S / 2 ? Double.NaN : done * 1e9 / span;
    }
}
