package dev.firstfault.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The file of a box being written: by positioned writes, those of the agent's threads on a descriptor of their own. */
final class BoxFile {

    /** Longest wait of a thread that may wait at all: a shutdown hook must not hang on a stalled disk. */
    private static final long WAIT_MILLIS = 200;

    private static final int CHUNK = 16 * BoxFormat.PAGE;

    private final File path;
    private final RandomAccessFile access;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable ClaimedBox claimed;
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

    /** Locks the file; whether the file system gave the lock. */
    boolean claim() throws IOException {
        ClaimedBox own = new ClaimedBox(path);
        claimed = own;
        return own.isLocked();
    }

    /** As {@link #write}, but does not wait for the host's threads once the file is claimed. Agent threads only. */
    void put(int offset, byte[] record, int length) throws IOException {
        ClaimedBox own = claimed;
        if (own == null) {
            write(offset, record, length);
        } else {
            own.write(offset, record, length);
        }
    }

    /** Whether the file is shorter than it was made. */
    boolean isCut() {
        try {
            return access.length() < BoxFormat.FILE_SIZE;
        } catch (IOException unknown) {
            return false; // a write will tell
        }
    }

    /** Whether the file can be found where it was made. */
    boolean isInPlace() {
        return path.exists();
    }

    /** Reads from a place of the file. */
    void read(int offset, byte[] into, int length) throws IOException {
        ClaimedBox own = claimed;
        if (own != null) {
            own.read(offset, into, length);
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
        ClaimedBox own = claimed;
        claimed = null;
        if (own != null) {
            own.closeQuietly();
        }
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
