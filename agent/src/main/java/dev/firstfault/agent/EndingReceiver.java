package dev.firstfault.agent;

import dev.firstfault.bridge.Receiver;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.collectors.net.NameLookups;
import dev.firstfault.collectors.thread.PinnedThreads;
import dev.firstfault.exporters.http.HttpListener;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the hooked classes of the JDK say: what ends the process, and its executors; and Netty's event loops. All that
 * a JVM without any other hooked library has.
 */
final class EndingReceiver extends Receiver {

    private final LifeSignals life;
    private final LazyExecutors executors;
    private volatile @Nullable HttpListener listener;
    private volatile @Nullable NameLookups names;
    private volatile @Nullable PinnedThreads pinned;

    EndingReceiver(LifeSignals life, LazyExecutors executors) {
        this.life = life;
        this.executors = executors;
    }

    /** Names the listener that a halt does not wait for. */
    void closedByHalt(HttpListener opened) {
        listener = opened;
    }

    /** Names who follows look-ups of host names; they are hooked after this. */
    void follow(NameLookups lookups) {
        names = lookups;
    }

    /** Names who follows virtual threads that block their carriers, and hooks them. */
    void follow(PinnedThreads threads) {
        pinned = threads;
    }

    /** Once a second. */
    void tick() {
        NameLookups following = names;
        if (following != null) {
            following.tick();
        }
        PinnedThreads threads = pinned;
        if (threads != null) {
            threads.tick();
        }
    }

    @Override
    public long pinning() {
        PinnedThreads threads = pinned;
        return threads == null ? 0 : threads.started();
    }

    @Override
    public void pinned(long startNanos) {
        PinnedThreads threads = pinned;
        if (threads != null) {
            threads.ended(startNanos);
        }
    }

    @Override
    public void nameResolving(String host) {
        NameLookups following = names;
        if (following != null) {
            following.started();
        }
    }

    @Override
    public void nameResolved(String host, @Nullable Throwable thrown) {
        NameLookups following = names;
        if (following != null) {
            following.ended(host, thrown);
        }
    }

    @Override
    public void executorOpened(Object executor) {
        executors.get().opened(executor);
    }

    @Override
    public void executorClosed(Object executor) {
        executors.get().closed(executor);
    }

    @Override
    public void taskRejected(Object executor, Object task) {
        executors.get().rejected(executor, task);
    }

    @Override
    public void eventLoopOpened(Object loop) {
        executors.eventLoops().opened(loop);
    }

    @Override
    public void eventLoopRejected(Object loop, Object task) {
        executors.eventLoops().rejected(loop, task);
    }

    @Override
    public void exiting(int status) {
        life.exiting(status);
    }

    @Override
    public void halting(int status) {
        life.halting(status);
        HttpListener open = listener;
        if (open != null) {
            open.close(); // the JVM gives a thread that is in native code, as one in accept() is, 300 ms to leave it
        }
    }

    @Override
    public void uncaught(Thread thread, Throwable thrown) {
        life.uncaught(thread, thrown);
    }

    @Override
    public void memoryRefused(@Nullable String message) {
        life.memoryRefused(message);
    }
}
