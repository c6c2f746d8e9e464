package dev.firstfault.exporters.http;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that serves one connection at a time for as long as the listener lives, and has from the start what that takes:
 * since JDK 13 a socket copies what it reads and writes through a direct buffer that belongs to the thread
 * ({@code sun.nio.ch.Util.getTemporaryDirectBuffer}). Where direct memory or threads have run out, a new thread cannot
 * serve, and just then the numbers are wanted.
 */
final class StandbyThread implements Runnable {

    private final int bufferBytes;
    private @Nullable Runnable next;
    private boolean idle;
    private boolean closed;

    /** @param bufferBytes the most that is read or written at once */
    StandbyThread(int bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    /** Hands over work that never throws; false where the thread is busy or not there. */
    synchronized boolean offer(Runnable work) {
        if (!idle) {
            return false;
        }
        idle = false;
        next = work;
        notifyAll();
        return true;
    }

    synchronized void close() {
        closed = true;
        idle = false;
        notifyAll();
    }

    @Override
    public void run() {
        takeBuffer();
        try {
            Runnable work = await();
            while (work != null) {
                work.run();
                work = await();
            }
        } catch (InterruptedException stopped) {
            close();
        }
    }

    private synchronized @Nullable Runnable await() throws InterruptedException {
        next = null;
        idle = !closed;
        while (next == null && !closed) {
            wait();
        }
        return next;
    }

    /** A channel copies through the same buffer as a socket, and the thread keeps it. */
    private void takeBuffer() {
        try (RandomAccessFile nothing = new RandomAccessFile("/dev/null", "r")) {
            nothing.getChannel().read(ByteBuffer.allocate(bufferBytes));
        } catch (IOException | OutOfMemoryError without) {
            // then this thread serves as well as any other
        }
    }
}
