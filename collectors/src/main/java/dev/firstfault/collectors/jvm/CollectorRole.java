package dev.firstfault.collectors.jvm;

/**
 * What the count and the time of a {@code GarbageCollectorMXBean} mean. The names are the ones in HotSpot's sources, JDK
 * 8 to 26.
 */
enum CollectorRole {
    /** Stops the application and looks at a part of the heap. */
    PARTIAL(true, true),
    /** Looks at the whole heap or the old generation; its time is the time it stopped the application. */
    WHOLE(true, true),
    /** Runs beside the application and looks at the young generation; its time is no pause. */
    PARTIAL_CYCLE(true, false),
    /** Runs beside the application and looks at the whole heap; its time is no pause. */
    WHOLE_CYCLE(true, false),
    /** The pauses of a cycle that another bean counts. */
    PAUSES(false, true),
    /** Of a collector not known here: whether it looked at the whole heap cannot be told. */
    UNKNOWN(true, true);

    private final boolean collects;
    private final boolean pauses;

    CollectorRole(boolean collects, boolean pauses) {
        this.collects = collects;
        this.pauses = pauses;
    }

    /** Whether its count is one of collections. */
    boolean collects() {
        return collects;
    }

    /** Whether its time is one of pauses. */
    boolean pauses() {
        return pauses;
    }

    boolean whole() {
        return this == WHOLE || this == WHOLE_CYCLE;
    }

    static CollectorRole of(String beanName) {
        switch (beanName) {
            case "Copy": // Serial
            case "ParNew": // CMS
            case "PS Scavenge":
            case "G1 Young Generation":
                return PARTIAL;
            case "MarkSweepCompact": // Serial, and CMS when it falls back
            case "PS MarkSweep":
            case "G1 Old Generation": // full collections only: G1 that is well never makes one
            case "ConcurrentMarkSweep": // counts finished sweeps, times its two pauses
                return WHOLE;
            case "G1 Concurrent GC": // since 20: the pauses Remark and Cleanup, which free next to nothing
                return PAUSES;
            case "ZGC": // 11 to 16, whole cycles
            case "ZGC Cycles":
            case "ZGC Major Cycles":
            case "Shenandoah Cycles":
                return WHOLE_CYCLE;
            case "ZGC Minor Cycles":
                return PARTIAL_CYCLE;
            case "ZGC Pauses":
            case "ZGC Major Pauses":
            case "ZGC Minor Pauses":
            case "Shenandoah Pauses":
                return PAUSES;
            default:
                return UNKNOWN;
        }
    }
}
