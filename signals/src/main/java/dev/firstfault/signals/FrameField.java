package dev.firstfault.signals;

/** The columns of a {@link Frame}. The order is the one on disk: append only, at most {@link #CAPACITY}. */
public enum FrameField {
    /** Heap in use, bytes, garbage included. */
    HEAP_USED,
    /** Heap committed, bytes. */
    HEAP_COMMITTED,
    /** Heap in use right after the last collection, bytes: with {@link #FULL_GC_COUNT} just risen, the live set. */
    HEAP_AFTER_GC,
    /** Collections of any kind since start. */
    GC_COUNT,
    /** Collections of the whole heap or old generation since start. */
    FULL_GC_COUNT,
    /** Time spent collecting since start, milliseconds. */
    GC_MILLIS,
    /** GC debt, milliseconds: grows by GC time, shrinks by a fifth of the running time (Netflix jvmquake's measure). */
    GC_DEBT_MILLIS,
    /** Live threads. */
    THREADS,
    /** Loaded classes. */
    CLASSES,
    /** Metaspace in use, bytes. */
    METASPACE,
    /** Direct buffers, bytes. */
    DIRECT,
    /** Resident memory of the process, bytes. */
    RSS,
    /** Memory charged to the control group, bytes. */
    CGROUP_CURRENT,
    /** Memory limit of the control group, bytes. */
    CGROUP_LIMIT,
    /** How often the control group hit its limit since it was made: v2 {@code max} events, v1 {@code failcnt}. */
    CGROUP_LIMIT_HITS,
    /** CPU time of the process, milliseconds. */
    CPU_MILLIS,
    /** How much later than planned this sample was taken, milliseconds. */
    LATE_MILLIS,
    /** Open file descriptors. */
    OPEN_FILES,
    /** Time the control group was throttled, milliseconds. */
    CPU_THROTTLED_MILLIS;

    /** Columns a frame has room for on disk. */
    public static final int CAPACITY = 21;
}
