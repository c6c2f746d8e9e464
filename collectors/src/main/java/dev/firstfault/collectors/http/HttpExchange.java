package dev.firstfault.collectors.http;

import dev.firstfault.signals.HttpFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that waits for its answer. Ends once; what is said of it after that counts no more. Thread-safe. */
public final class HttpExchange {

    private final HttpTarget target;
    private final long startNanos;
    private final int slot;
    private final AtomicBoolean ended = new AtomicBoolean();

    HttpExchange(HttpTarget target, long startNanos, int slot) {
        this.target = target;
        this.startNanos = startNanos;
        this.slot = slot;
    }

    /** Its server. */
    public HttpTarget target() {
        return target;
    }

    /** The head of an answer came, whatever it says. */
    public void answered() {
        if (end()) {
            target.exchange(target.nanosSince(startNanos));
        }
    }

    /** No answer will come; for the numbers see {@link HttpTarget#failed}. */
    public void failed(HttpFailure reason, @Nullable Throwable thrown, int leased, int limit) {
        if (end()) {
            target.failed(target.nanosSince(startNanos), reason, thrown, leased, limit);
        }
    }

    /** Whether this is the end; takes it out of those in flight. */
    boolean end() {
        if (ended.get() || !ended.compareAndSet(false, true)) {
            return false;
        }
        target.inFlight().remove(this);
        return true;
    }

    /** Whether it ended, or was given up as lost. */
    boolean isEnded() {
        return ended.get();
    }

    long startNanos() {
        return startNanos;
    }

    int slot() {
        return slot;
    }
}
