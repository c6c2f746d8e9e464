package dev.firstfault.collectors.jvm;

/**
 * GC debt as Netflix's jvmquake keeps it: grows by the time spent collecting, shrinks by five times the time the
 * application ran, never below zero. So it grows only where collecting takes more than five sixths of the time.
 *
 * <p>Source: {@code jvmquake.c} of Netflix-Skunkworks/jvmquake, {@code opt_runtime_weight}.
 */
final class GcDebt {

    private static final long RUNTIME_WEIGHT = 5;

    private boolean begun;
    private long lastMillis;
    private long lastGcMillis;
    private long debtMillis;

    /** The debt in milliseconds, when {@code gcMillis} of the time up to {@code atNanos} were spent collecting. */
    long at(long atNanos, long gcMillis) {
        long nowMillis = atNanos / 1_000_000L;
        if (!begun) {
            // An agent attached later starts without the debt of the hours before.
            begun = true;
            lastMillis = nowMillis;
            lastGcMillis = gcMillis;
        }
        long collecting = gcMillis - lastGcMillis;
        long running = Math.max(0, nowMillis - lastMillis - collecting);
        lastMillis = nowMillis;
        lastGcMillis = gcMillis;
        debtMillis = Math.max(0, debtMillis + collecting - RUNTIME_WEIGHT * running);
        return debtMillis;
    }
}
