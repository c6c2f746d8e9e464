package dev.firstfault.agent;

import dev.firstfault.signals.Clock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent's second thread: starts what would be too dear before {@code main}, then once a second gathers what the
 * scrape shows, says what is worth a line, and keeps the verdict fresh. Each part fails for itself.
 */
final class Ticker implements Runnable {

    /** Long enough after start that a command-line program is done without us, short enough for a first scrape. */
    private static final long FIRST_WAIT_NANOS = 400_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Clock clock;
    private final Recorder recorder;
    private final LateStart lateStart;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;
    private @Nullable Second second;

    Ticker(Clock clock, Recorder recorder, LateStart lateStart) {
        this.clock = clock;
        this.recorder = recorder;
        this.lateStart = lateStart;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long due = clock.nanos() + FIRST_WAIT_NANOS;
        while (!stopped) {
            long wait = due - clock.nanos();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
                // A set interrupt would make every later park return at once.
                Thread.interrupted();
                continue;
            }
            due = Math.max(due + SECOND_NANOS, clock.nanos());
            tick();
        }
    }

    private void tick() {
        try {
            if (second == null) {
                second = lateStart.run();
            }
            second.tick();
        } catch (Throwable unexpected) {
            recorder.degraded("ticker", "a second's work was left undone: " + unexpected);
        }
    }

    /** Ends the thread's work soon; called in the shutdown sequence. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        lateStart.stop();
    }
}
