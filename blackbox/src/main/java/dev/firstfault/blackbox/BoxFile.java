package dev.firstfault.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The file of a box being written: by positioned writes, and through a mapping once there is one. */
final class BoxFile {

    /** Longest wait of a thread that may wait at all: a shutdown hook must not hang on a stalled disk. */
    private static final long WAIT_MILLIS = 200;

    private static final int CHUNK = 16 * BoxFormat.PAGE;

    private final File path;
    private final RandomAccessFile access;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable MappedBox mapped;
    private volatile boolean closed;

    private BoxFile(File path, RandomAccessFile access) {
        this.path = path;
        this.access = access;
    }

    /** A new file of full size, every byte written. */
    static BoxFile create(File path) throws IOException {
        if (!path.createNewFile()) {
            throw new IOException(path + " exists already");
        }
        BoxFile file = new BoxFile(path, new RandomAccessFile(path, "rw"));
        try {
            file.fillWithZeros();
            return file;
        } catch (IOException | RuntimeException | Error failed) {
            file.discard();
            throw failed;
        }
    }

    /** A hole would be found full only by the write that faults. */
    private void fillWithZeros() throws IOException {
        byte[] zeros = new byte[CHUNK];
        for (int left = BoxFormat.FILE_SIZE; left > 0; left -= CHUNK) {
            access.write(zeros, 0, Math.min(CHUNK, left));
        }
    }

    File path() {
        return path;
    }

    /** Held by whoever writes. */
    ReentrantLock lock() {
        return lock;
    }

    /** Writes at a place of the file; waits a moment for the lock where the thread does not hold it. */
    void write(int offset, byte[] bytes, int length) throws IOException {
        if (!lockBriefly(lock)) {
            throw new IOException("the box is busy");
        }
        try {
            access.seek(offset);
            access.write(bytes, 0, length);
        } finally {
            lock.unlock();
        }
    }

    void map() throws IOException {
        mapped = new MappedBox(path);
    }

    /** Writes a record through the mapping, else as {@link #write}. Agent threads only; for errors see the mapping. */
    void put(int offset, byte[] record, int length) throws IOException {
        MappedBox open = mapped;
        if (open == null) {
            write(offset, record, length);
        } else {
            open.put(offset, record, length);
        }
    }

    /** Gives up the mapping and the lock that came with it; whether there was one. */
    boolean unmap() {
        MappedBox open = mapped;
        mapped = null;
        if (open != null) {
            open.closeQuietly();
        }
        return open != null;
    }

    /** Whether the file is still in its place in its full length. */
    boolean intact() {
        return path.length() >= BoxFormat.FILE_SIZE;
    }

    /** Reads from a place of the file. */
    void read(int offset, byte[] into, int length) throws IOException {
        MappedBox open = mapped;
        if (open != null) {
            open.read(offset, into, length);
            return;
        }
        if (!lockBriefly(lock)) {
            throw new IOException("the box is busy");
        }
        try {
            access.seek(offset);
            access.readFully(into, 0, length);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a lock if that takes no longer than a moment. An interrupt is kept, not obeyed. */
    static boolean lockBriefly(ReentrantLock lock) {
        return lockBriefly(lock, WAIT_MILLIS);
    }

    static boolean lockBriefly(ReentrantLock lock, long waitMillis) {
        if (lock.tryLock()) {
            return true;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lock.tryLock(waitMillis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        unmap();
        try {
            access.close();
        } catch (IOException nothingLeftToDo) {
            // Every write has reached the kernel already.
        }
    }

    /** Closes and removes a file that could not be completed. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    void discard() {
        close();
        path.delete();
    }
}
