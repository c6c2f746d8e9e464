package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.StopCause;
import org.jspecify.annotations.Nullable;

/**
 * Run by the agent's shutdown hook: tells what began the shutdown, by looking at the thread that waits for the hooks, and
 * records it. Takes at most about {@link #SEARCH_NANOS}; never throws.
 */
public final class ShutdownWatch implements Runnable {

    /** The search over the threads of a large process ends then, found or not. */
    private static final long SEARCH_NANOS = 50_000_000L;

    /** Every shutdown of JDK 8 to 26 waits for the hooks in a method of this class. */
    private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

    private static final String SHUTDOWN = "java.lang.Shutdown";
    private static final String RUNTIME = "java.lang.Runtime";

    private final SignalSink sink;
    private final LifeSignals life;

    private StopCause cause = StopCause.UNKNOWN;
    private int status = -1;
    private @Nullable ErrorDetail caller;

    /** @param life told of {@code Runtime.exit}, if {@link EndingHooks} are in */
    public ShutdownWatch(SignalSink sink, LifeSignals life) {
        this.sink = sink;
        this.life = life;
    }

    @Override
    public void run() {
        try {
            find();
        } catch (Throwable ignored) {
            // Threads that may not be looked at, or no memory: the cause stays what is known so far.
        }
        sink.record(SignalKind.STOPPING, null, 0, cause.id(), status, 0, 1, caller);
    }

    private void find() {
        Thread[] threads = liveThreads();
        for (Thread thread : threads) {
            // HotSpot names the thread that handles a signal "SIGTERM handler", and the one that waits for the last
            // non-daemon thread "DestroyJavaVM", on all versions. A name proves nothing, so its stack must agree.
            String name = thread == null ? "" : thread.getName();
            if (thread != null && isSignalHandler(name) && runsShutdown(thread.getStackTrace())) {
                cause = StopCause.SIGNAL;
                status = 128 + signalNumber(name);
                return;
            }
            if (thread != null && name.equals("DestroyJavaVM") && runsShutdown(thread.getStackTrace())) {
                cause = StopCause.END_OF_MAIN;
                status = life.mainDied() ? 1 : -1;
                return;
            }
        }
        if (life.exitCalled()) {
            cause = StopCause.EXIT_CALL;
            status = life.exitStatus();
        } else {
            searchForExit(threads);
        }
    }

    /** Without the hooks on {@code Runtime.exit}: which thread is in it? */
    private void searchForExit(Thread[] threads) {
        long deadline = sink.nanosSinceOrigin() + SEARCH_NANOS;
        for (Thread thread : threads) {
            // It waits for the hooks, or is still starting them.
            if (thread == null || thread.getState() == Thread.State.TIMED_WAITING) {
                continue;
            }
            StackTraceElement[] stack = thread.getStackTrace();
            if (runsShutdown(stack) && contains(stack, RUNTIME)) {
                cause = StopCause.EXIT_CALL;
                caller = new ErrorDetail(
                        sink.nanosSinceOrigin(),
                        "Runtime.exit",
                        "status unknown",
                        null,
                        0,
                        thread.getName(),
                        CallerFrames.callers(stack));
                return;
            }
            if (sink.nanosSinceOrigin() > deadline) {
                return;
            }
        }
    }

    /** Every platform thread; entries may be null. Takes no safepoint, unlike {@code Thread.getAllStackTraces}. */
    private static Thread[] liveThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[group.activeCount() + 16];
        group.enumerate(threads, true);
        return threads;
    }

    private static boolean isSignalHandler(String name) {
        return name.startsWith("SIG") && name.endsWith(" handler");
    }

    /** Of the signals that end a JVM in order; signal(7). */
    private static int signalNumber(String name) {
        return name.startsWith("SIGHUP") ? 1 : name.startsWith("SIGINT") ? 2 : 15;
    }

    private static boolean runsShutdown(StackTraceElement[] stack) {
        return contains(stack, HOOKS) || contains(stack, SHUTDOWN);
    }

    private static boolean contains(StackTraceElement[] stack, String className) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(className)) {
                return true;
            }
        }
        return false;
    }
}
