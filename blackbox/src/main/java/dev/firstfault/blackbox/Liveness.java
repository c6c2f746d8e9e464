package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessInfo;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/** Whether the process that writes a box still runs: it holds the lock, or its process id is still its own. */
final class Liveness {

    private Liveness() {}

    /** Whether the writer of the box runs; true where that cannot be told, so that nothing living is deleted. */
    static boolean isAlive(File file) {
        byte[] front = new byte[BoxFormat.FILE_SIZE];
        try (RandomAccessFile access = new RandomAccessFile(file, "r")) {
            if (isLocked(access)) {
                return true;
            }
            access.readFully(front, 0, (int) Math.min(access.length(), BoxFormat.RESOURCES));
        } catch (IOException unreadable) {
            return true;
        }
        return runs(new BoxIdentity(new BoxBytes(front), true, new DamageLog()));
    }

    static boolean isLocked(RandomAccessFile access) {
        try (FileLock mine = access.getChannel().tryLock(0, Long.MAX_VALUE, true)) {
            return mine == null;
        } catch (OverlappingFileLockException lockedByThisProcess) {
            return true;
        } catch (IOException | RuntimeException noLocks) {
            return false;
        }
    }

    /** Whether a process with the recorded id and start time is there, in the same boot of the machine. */
    static boolean runs(BoxIdentity identity) {
        if (identity.pid <= 0 || identity.startTicks <= 0) {
            return false;
        }
        String recorded = identity.info.get(ProcessInfo.BOOT_ID);
        String boot = ProcStat.bootId();
        return (recorded.isEmpty() || boot.isEmpty() || recorded.equals(boot))
                && ProcStat.startTicks(Long.toString(identity.pid)) == identity.startTicks;
    }
}
