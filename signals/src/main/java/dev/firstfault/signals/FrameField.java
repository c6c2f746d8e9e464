package dev.firstfault.signals;

/** The columns of a {@link Frame}. The column is the one on disk: never changed, never given again. */
public enum FrameField {
    /** Heap in use, bytes, garbage included. */
    HEAP_USED(0),
    /** Heap committed, bytes. */
    HEAP_COMMITTED(1),
    /** Heap in use right after the last collection, bytes: with {@link #FULL_GC_COUNT} just risen, the live set. */
    HEAP_AFTER_GC(2),
    /** Collections of any kind since start. */
    GC_COUNT(3),
    /** Collections of the whole heap or old generation since start. */
    FULL_GC_COUNT(4),
    /** Time spent collecting since start, milliseconds. */
    GC_MILLIS(5),
    /** GC debt, milliseconds: grows by GC time, shrinks by five times the running time (Netflix jvmquake's measure). */
    GC_DEBT_MILLIS(6),
    /** Live threads. */
    THREADS(7),
    /** Loaded classes. */
    CLASSES(8),
    /** Metaspace in use, bytes. */
    METASPACE(9),
    /** Direct buffers, bytes. */
    DIRECT(10),
    /** Resident memory of the process, bytes. */
    RSS(11),
    /** Memory charged to the control group, bytes. */
    CGROUP_CURRENT(12),
    /** Memory limit of the control group, bytes. */
    CGROUP_LIMIT(13),
    /** How often the control group hit its limit since it was made: v2 {@code max} events, v1 {@code failcnt}. */
    CGROUP_LIMIT_HITS(14),
    /** CPU time of the process, milliseconds. */
    CPU_MILLIS(15),
    /** How much later than planned this sample was taken, milliseconds. */
    LATE_MILLIS(16),
    /** Open file descriptors. */
    OPEN_FILES(17),
    /** Time the control group was throttled, milliseconds. */
    CPU_THROTTLED_MILLIS(18),
    /** Memory of the process that the kernel has swapped out, bytes. */
    SWAPPED(19),
    /** Memory that the host can give out without swapping, bytes. */
    HOST_AVAILABLE(20);

    /** Columns a frame has room for on disk. */
    public static final int CAPACITY = 21;

    private final int column;

    FrameField(int column) {
        this.column = column;
    }

    /** Its place in a stored frame, below {@link #CAPACITY}. */
    public int column() {
        return column;
    }
}
