package dev.firstfault.blackbox;

import dev.firstfault.signals.Timeline;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

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
        BoxBytes box = new BoxBytes(bytes);
        boolean alive = locked || Liveness.runs(new BoxIdentity(box, true, new DamageLog()));
        return timeline(box, read, length, alive);
    }

    /**
     * Reads what a box held, copied from wherever, as that of a dead process.
     *
     * @param content the bytes of the file, or as many as there are
     */
    public static Timeline read(byte[] content) {
        int read = Math.min(content.length, BoxFormat.FILE_SIZE);
        byte[] bytes = content.length == BoxFormat.FILE_SIZE ? content : Arrays.copyOf(content, BoxFormat.FILE_SIZE);
        return timeline(new BoxBytes(bytes), read, content.length, false);
    }

    private static Timeline timeline(BoxBytes box, int read, long length, boolean alive) {
        DamageLog damage = new DamageLog();
        if (read < BoxFormat.FILE_SIZE) {
            damage.note("truncated at " + read + " of " + BoxFormat.FILE_SIZE + " bytes");
        } else if (length > BoxFormat.FILE_SIZE) {
            damage.note((length - BoxFormat.FILE_SIZE) + " bytes behind the end are ignored");
        }
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
