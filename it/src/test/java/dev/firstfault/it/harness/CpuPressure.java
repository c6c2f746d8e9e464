package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * How long processes of this machine stood in line for a CPU: time that none of them can be blamed for. From the kernel's pressure-stall
 * information; a kernel without it counts as one where nobody ever waits.
 */
public final class CpuPressure {
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final int BEATS_KEPT = 3_000; // a minute

    /** Microseconds waited since boot, by moment. */
    private static final NavigableMap<Instant, Long> waited = new ConcurrentSkipListMap<>();

    static {
        Thread thread = new Thread(CpuPressure::watch, "cpu-pressure");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to watch, if nobody did before. */
    public static void watchFromNowOn() {
        // The class is initialised by being called.
    }

    /** How much of the time between two moments somebody waited; a beat more at most. */
    public static Duration between(Instant from, Instant to) {
        Map.Entry<Instant, Long> before = waited.floorEntry(from);
        Map.Entry<Instant, Long> after = waited.ceilingEntry(to);
        if (after == null) {
            after = waited.lastEntry();
        }
        return before == null || after == null
                ? Duration.ZERO
                : Duration.ofNanos((after.getValue() - before.getValue()) * 1_000);
    }

    private static void watch() {
        // some avg10=0.00 avg60=0.00 avg300=0.00 total=123456
        byte[] text = new byte[256];
        try (RandomAccessFile file = new RandomAccessFile("/proc/pressure/cpu", "r")) {
            while (true) {
                file.seek(0);
                String line = new String(text, 0, file.read(text), StandardCharsets.US_ASCII).split("\n", 2)[0];
                waited.put(Instant.now(), Long.valueOf(line.substring(line.indexOf("total=") + "total=".length())));
                if (waited.size() > BEATS_KEPT) {
                    waited.pollFirstEntry();
                }
                LockSupport.parkNanos(BEAT.toNanos());
            }
        } catch (IOException noSuchKernel) {
            waited.clear();
        }
    }

    private CpuPressure() {}
}
