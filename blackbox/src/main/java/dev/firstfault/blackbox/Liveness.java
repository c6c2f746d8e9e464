package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process that writes a box still runs: it holds the lock, or its process id is still its own. Where neither
 * can be asked (another machine, a container with process ids of its own, no locks), a box that is not written any more
 * is that of a dead process: a living one writes every second.
 */
public enum Liveness {
    /** It runs. */
    ALIVE,
    /** It is gone. */
    DEAD,
    /** It cannot be told yet; not to be touched. */
    UNKNOWN;

    /** Clocks of machines that share a directory, and caches of network file systems, differ by less. */
    private static final long SILENT_MILLIS = 120_000;

    /** A process of this machine has locked its box by then, or said that it cannot. */
    private static final long UNCLAIMED_MILLIS = 10_000;

    /**
     * Of the writer of this box. Not for the caller's own: closing the file would drop the lock on it.
     *
     * @param nowEpochMillis the wall clock
     */
    public static Liveness of(File file, long nowEpochMillis) {
        long silentMillis = Math.abs(nowEpochMillis - file.lastModified());
        BoxIdentity identity;
        boolean lockable;
        try (RandomAccessFile access = new RandomAccessFile(file, "r")) {
            Boolean locked = locked(access);
            if (Boolean.TRUE.equals(locked)) {
                return ALIVE;
            }
            lockable = locked != null;
            identity = identity(access);
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
        if (identity == null) {
            return deadAfter(SILENT_MILLIS, silentMillis); // being created, or damaged
        }
        if (runs(identity)) {
            return ALIVE;
        }
        if (identity.state == ProcessState.CLEAN) {
            return DEAD; // nobody writes to it any more
        }
        if (!isOfThisBoot(identity)) {
            return deadAfter(SILENT_MILLIS, silentMillis);
        }
        String namespace = identity.info.get(ProcessInfo.PID_NAMESPACE);
        if (namespace.isEmpty()) {
            return deadAfter(UNCLAIMED_MILLIS, silentMillis);
        }
        boolean lockTells =
                lockable && identity.info.get(ProcessInfo.BOX_LOCKED).equals("true");
        return lockTells || namespace.equals(ClaimFacts.pidNamespace()) ? DEAD : deadAfter(SILENT_MILLIS, silentMillis);
    }

    private static Liveness deadAfter(long millis, long silentMillis) {
        return silentMillis > millis ? DEAD : UNKNOWN;
    }

    /** The front of a box; null where no header is whole. */
    private static @Nullable BoxIdentity identity(RandomAccessFile access) throws IOException {
        byte[] front = new byte[BoxFormat.RESOURCES];
        access.readFully(front, 0, (int) Math.min(access.length(), front.length));
        BoxBytes box = new BoxBytes(front);
        boolean whole = box.identityHolds(BoxFormat.HEADER_A) || box.identityHolds(BoxFormat.HEADER_B);
        return whole ? new BoxIdentity(box, true, new DamageLog()) : null;
    }

    /** Whether another process, or this one, has locked the file. */
    static boolean isLocked(RandomAccessFile access) {
        return Boolean.TRUE.equals(locked(access));
    }

    /** As above; null where the file system has no locks. */
    private static @Nullable Boolean locked(RandomAccessFile access) {
        try (FileLock mine = access.getChannel().tryLock(0, Long.MAX_VALUE, true)) {
            return mine == null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return true;
        } catch (IOException | RuntimeException noLocks) {
            return null;
        }
    }

    /** Whether a process with the recorded id and start time is there, in the same boot of the machine. */
    static boolean runs(BoxIdentity identity) {
        // The header's is written when the host runs; the info has it from the first moment.
        long ticks = identity.startTicks > 0 ? identity.startTicks : identity.info.number(ProcessInfo.START_TICKS, 0);
        if (identity.pid <= 0 || ticks <= 0) {
            return false;
        }
        String recorded = identity.info.get(ProcessInfo.BOOT_ID);
        return (recorded.isEmpty() || ProcStat.bootId().isEmpty() || isOfThisBoot(identity))
                && ProcStat.startTicks(Long.toString(identity.pid)) == ticks;
    }

    private static boolean isOfThisBoot(BoxIdentity identity) {
        String recorded = identity.info.get(ProcessInfo.BOOT_ID);
        return !recorded.isEmpty() && recorded.equals(ProcStat.bootId());
    }
}
