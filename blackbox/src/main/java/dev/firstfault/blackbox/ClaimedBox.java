package dev.firstfault.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/**
 * The box as the agent's own threads have it once the host runs: locked, with a descriptor of its own, so that they do
 * not wait for the threads of the host, and an interrupt that closes the channel leaves those their file.
 *
 * <p>A class of its own, so that the start of the JVM loads none of {@code java.nio.channels}.
 */
final class ClaimedBox {

    private final RandomAccessFile access;
    private final boolean locked;

    ClaimedBox(File file) throws IOException {
        access = new RandomAccessFile(file, "rw");
        locked = lock(access.getChannel());
    }

    /** Tells later processes that this one lives. The kernel drops the lock with the descriptor, or with the process. */
    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException | RuntimeException noLocks) {
            return false; // some network file systems have none; the process id tells the living then
        }
    }

    /** Whether the file system gave the lock. */
    boolean isLocked() {
        return locked;
    }

    /**
     * Writes a record in one piece. Not through a mapping: a page that lost its backing (disk full, file cut) kills JDK 8
     * and 11 or throws an error somewhere in the thread later, JDK-8191278; a write fails here, and a process cannot die
     * in the middle of one.
     */
    synchronized void write(int offset, byte[] record, int length) throws IOException {
        if (isCut()) {
            throw new IOException("the file was cut"); // a write behind its end would hide that
        }
        access.seek(offset);
        access.write(record, 0, length);
    }

    synchronized void read(int offset, byte[] into, int length) throws IOException {
        access.seek(offset);
        access.readFully(into, 0, length);
    }

    boolean isCut() throws IOException {
        return access.length() < BoxFormat.FILE_SIZE;
    }

    /** Releases the lock. */
    void closeQuietly() {
        try {
            access.close();
        } catch (IOException nothingLeftToDo) {
            // Every write has reached the kernel already.
        }
    }
}
