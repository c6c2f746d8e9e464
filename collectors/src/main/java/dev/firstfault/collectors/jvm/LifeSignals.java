package dev.firstfault.collectors.jvm;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.collectors.StackLines;
import dev.firstfault.collectors.jdbc.ErrorText;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records that the application ends itself: {@code Runtime.exit}, {@code Runtime.halt}, a thread that dies of an
 * exception. The record is in the sink when a method returns. Called on application threads; never throws.
 */
public final class LifeSignals extends Receiver {

    /** A server that restarts its workers may lose one after the other; the first ones tell. Main always counts. */
    private static final int MOST_UNCAUGHT = 64;

    /** Main has the id 1 on JDK 8 to 21 and 3 on 25 and 26; whoever else is that early is a daemon. */
    private static final long LAST_MAIN_ID = 3;

    /** {@code memoryRefused}, the bridge, its receivers: what stands above the error's own constructor. */
    private static final String REFUSED = "java.lang.OutOfMemoryError";

    private final SignalSink sink;
    private final AtomicLong refusals = new AtomicLong();
    private int uncaughtRecorded;
    private long lastThread;
    private int lastThrown;
    private volatile boolean exitCalled;
    private volatile int exitStatus = -1;
    private volatile boolean mainDied;

    public LifeSignals(SignalSink sink) {
        this.sink = sink;
    }

    @Override
    public void exiting(int status) {
        exitCalled = true;
        exitStatus = status;
        recordCall(SignalKind.EXIT_CALLED, "Runtime.exit", status);
    }

    @Override
    public void halting(int status) {
        recordCall(SignalKind.HALT_CALLED, "Runtime.halt", status);
    }

    /** {@code ThreadGroup.uncaughtException} calls its parent's: the same death arrives once for every group. */
    @Override
    public void uncaught(Thread thread, Throwable thrown) {
        try {
            boolean main = thread.getId() <= LAST_MAIN_ID && !thread.isDaemon();
            mainDied |= main;
            if (isNew(thread, thrown, main)) {
                Resource resource = new Resource(ResourceKind.THREAD, thread.getName());
                ErrorDetail detail = detail(thrown, thread);
                sink.record(SignalKind.UNCAUGHT, resource, 0, main ? 1 : 0, 0, 0, 1, detail);
            }
        } catch (Throwable ignored) {
            // The thread is dying of something else; that is what matters, and it is printed by the JVM.
        }
    }

    @Override
    public void memoryRefused(@Nullable String message) {
        try {
            long count = refusals.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                sink.record(SignalKind.MEMORY_REFUSED, null, 0, count, 0, 0, 1, refusal(message));
            }
        } catch (Throwable ignored) {
            // Whoever asked gets the error that is being made, whatever happens here.
        }
    }

    private ErrorDetail refusal(@Nullable String message) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        int from = 0;
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().equals(REFUSED)) {
                from = i + 1;
            }
        }
        String thread = Thread.currentThread().getName();
        return new ErrorDetail(
                sink.nanosSinceOrigin(), REFUSED, ErrorText.of(message), null, 0, thread, StackLines.from(stack, from));
    }

    /** Whether {@code Runtime.exit} was called, as far as {@link EndingHooks} were in. */
    boolean exitCalled() {
        return exitCalled;
    }

    /** Status of the last {@code Runtime.exit}, or -1. */
    int exitStatus() {
        return exitStatus;
    }

    /** Whether the main thread died of an exception, as far as {@link EndingHooks} were in. */
    boolean mainDied() {
        return mainDied;
    }

    private void recordCall(SignalKind kind, String method, int status) {
        ErrorDetail detail = null;
        try {
            detail = CallerFrames.detail(method, status, sink);
        } catch (Throwable ignored) {
            // No memory left for the frames: the fact is worth recording without them.
        }
        try {
            sink.record(kind, null, 0, status, 0, 0, 1, detail);
        } catch (Throwable ignored) {
            // The sink does not throw; and were it to, the application's exit goes on.
        }
    }

    private @Nullable ErrorDetail detail(Throwable thrown, Thread thread) {
        try {
            return ThrownDetail.of(thrown, thread, sink);
        } catch (Throwable hostile) {
            return null; // its getMessage() is the host's code and may do anything
        }
    }

    private synchronized boolean isNew(Thread thread, Throwable thrown, boolean main) {
        int identity = System.identityHashCode(thrown);
        boolean repeated = identity == lastThrown && thread.getId() == lastThread;
        lastThrown = identity;
        lastThread = thread.getId();
        return !repeated && (main || uncaughtRecorded++ < MOST_UNCAUGHT);
    }
}
