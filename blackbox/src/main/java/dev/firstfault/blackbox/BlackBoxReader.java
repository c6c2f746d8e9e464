package dev.firstfault.blackbox;

import dev.firstfault.signals.Timeline;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Reads a black box, dead or alive, whole or not. Never refuses content and never guesses: what fails its check is left
 * out and named in {@link Timeline#damage()}.
 */
public final class BlackBoxReader {

    private BlackBoxReader() {}

    /**
     * Reads a box. Not for the caller's own: closing the file would drop the lock of this process on it (POSIX), see
     * {@link OwnBoxReader}.
     *
     * @throws IOException where the file is absent or unreadable
     */
    public static Timeline read(File file) throws IOException {
        byte[] bytes = new byte[BoxFormat.FILE_SIZE];
        long length;
        int read;
        boolean locked;
        try (RandomAccessFile access = new RandomAccessFile(file, "r")) {
            locked = Liveness.isLocked(access);
            length = access.length();
            read = readUpTo(access, bytes);
        }
        DamageLog damage = new DamageLog();
        if (read < BoxFormat.FILE_SIZE) {
            damage.note("truncated at " + read + " of " + BoxFormat.FILE_SIZE + " bytes");
        } else if (length > BoxFormat.FILE_SIZE) {
            damage.note((length - BoxFormat.FILE_SIZE) + " bytes behind the end are ignored");
        }
        BoxBytes box = new BoxBytes(bytes);
        boolean alive = locked || Liveness.runs(new BoxIdentity(box, true, new DamageLog()));
        return new BoxReading(box, new BoxIdentity(box, alive, damage), alive, damage).timeline();
    }

    private static int readUpTo(RandomAccessFile access, byte[] bytes) throws IOException {
        int read = 0;
        while (read < bytes.length) {
            int more = access.read(bytes, read, bytes.length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return read;
    }
}
