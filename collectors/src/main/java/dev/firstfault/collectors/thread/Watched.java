package dev.firstfault.collectors.thread;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the host over several scans. A thread whose counts of waits and blocks stand still has been in one and
 * the same wait all the time. Agent thread only.
 */
final class Watched {

    private final long id;
    private final String name;
    private final String family;
    private Thread.State state = Thread.State.NEW;
    private long waits = -1;
    private long blocks = -1;
    private long cpuNanos = -1;
    private long sinceNanos;
    private long scan;
    private int stills;
    private long ownerId = -1;
    private String ownerName = "";
    private @Nullable LockInfo lock;
    private boolean read;
    private @Nullable Wait wait;

    Watched(ThreadInfo info) {
        id = info.getThreadId();
        name = info.getThreadName();
        family = FamilyName.of(name);
    }

    /**
     * Takes what a scan saw.
     *
     * @param cpuNanos time it has used where it runs native code, else -1
     */
    void see(ThreadInfo info, long cpuNanos, long scan, long nowNanos) {
        Thread.State now = info.getThreadState();
        boolean still = now == state
                && info.getWaitedCount() == waits
                && info.getBlockedCount() == blocks
                && (now != Thread.State.RUNNABLE || (cpuNanos >= 0 && cpuNanos == this.cpuNanos));
        if (still) {
            stills++;
        } else {
            stills = 0;
            sinceNanos = nowNanos;
            read = false;
            wait = null;
        }
        state = now;
        waits = info.getWaitedCount();
        blocks = info.getBlockedCount();
        this.cpuNanos = cpuNanos;
        ownerId = info.getLockOwnerId();
        ownerName = String.valueOf(info.getLockOwnerName());
        lock = info.getLockInfo();
        this.scan = scan;
    }

    /** Whether its stack may tell something that is not known yet. */
    boolean isDue() {
        return !read && stills > 0 && (state == Thread.State.WAITING || state == Thread.State.RUNNABLE);
    }

    /** Takes its stack, if the thread has not moved meanwhile. */
    void read(ThreadInfo info) {
        if (info.getThreadState() != state || info.getWaitedCount() != waits || info.getBlockedCount() != blocks) {
            return;
        }
        read = true;
        StackTraceElement[] stack = info.getStackTrace();
        wait = state == Thread.State.WAITING ? StackReader.ofWaiting(stack) : StackReader.ofNative(stack);
    }

    boolean isBlocked() {
        return state == Thread.State.BLOCKED;
    }

    /** Whether it waits for a lock: a monitor, or one of java.util.concurrent that knows its owner. */
    boolean waitsForLock() {
        return isBlocked() || (lock != null && lock.getClassName().contains("Lock$") && state != Thread.State.RUNNABLE);
    }

    /** Whether it is in the same state as in the scan before, without having moved. */
    boolean isStill() {
        return stills > 0;
    }

    /** Whether it ended before this scan. */
    boolean isGone(long currentScan) {
        return scan != currentScan;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String family() {
        return family;
    }

    Thread.State state() {
        return state;
    }

    /** Since when it is known not to have moved. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** What it waits for, or null where that is not known, or nothing. */
    @Nullable
    Wait waitsFor() {
        return wait;
    }

    @Nullable
    LockInfo lock() {
        return lock;
    }

    /** Thread that owns what this one waits for; -1 where nobody does, or it is not known. */
    long ownerId() {
        return ownerId;
    }

    String ownerName() {
        return ownerName;
    }
}
