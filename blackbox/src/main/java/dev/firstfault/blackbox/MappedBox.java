package dev.firstfault.blackbox;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The box as mapped memory, its lock, and a descriptor to read it with. Agent threads only.
 *
 * <p>A class of its own, so that the start of the JVM loads none of {@code java.nio.channels}. Has its own descriptor:
 * an interrupt closes the channel of the interrupted thread and the file with it, and the writer's must stay open.
 */
final class MappedBox {

    private final RandomAccessFile access;
    private final MappedByteBuffer bytes;

    MappedBox(File file) throws IOException {
        access = new RandomAccessFile(file, "rw");
        try {
            FileChannel channel = access.getChannel();
            bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, BoxFormat.FILE_SIZE);
            bytes.order(ByteOrder.LITTLE_ENDIAN);
            lock(channel);
        } catch (IOException | RuntimeException | Error failed) {
            access.close();
            throw failed;
        }
    }

    /** Tells later processes that this one lives. The kernel drops the lock with the descriptor, or with the process. */
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException | RuntimeException noLocks) {
            // Some network file systems have none; the process id tells the living then.
        }
    }

    /**
     * Writes a record, its commit word last. Single longs, because on JDK 8 and 11 a bulk put into a page without
     * backing (disk full, file cut) kills the JVM, JDK-8191278.
     *
     * @throws IOException where the file was cut: asked for each time, because a fault is the worse way to learn it
     * @throws InternalError where the page has no backing all the same; the JVM may also throw it in a later statement
     *     of this thread
     */
    void put(int offset, byte[] record, int length) throws IOException {
        if (access.length() < BoxFormat.FILE_SIZE) {
            throw new IOException("the file was cut");
        }
        bytes.putLong(offset, 0);
        for (int i = 8; i < length; i += 8) {
            bytes.putLong(offset + i, LittleEndian.getLong(record, i));
        }
        bytes.putLong(offset, LittleEndian.getLong(record, BoxFormat.COMMIT));
    }

    /** Reads the file, not the mapping, and not in the way of those who write to it. */
    synchronized void read(int offset, byte[] into, int length) throws IOException {
        access.seek(offset);
        access.readFully(into, 0, length);
    }

    /** Releases the lock; the memory goes with the garbage. */
    void closeQuietly() {
        try {
            access.close();
        } catch (IOException nothingLeftToDo) {
            // The descriptor only reads; nothing is lost.
        }
    }
}
