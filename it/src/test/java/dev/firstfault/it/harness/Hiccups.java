package dev.firstfault.it.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine kept this JVM, which does nothing, from running: what no process beside it can be blamed for. The idea is jHiccup's.
 */
public final class Hiccups {
    private static final Duration BEAT = Duration.ofMillis(5);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private record Hiccup(Instant end, Duration length) {}

    private static final Deque<Hiccup> longOnes = new ArrayDeque<>();

    static {
        Thread thread = new Thread(Hiccups::watch, "hiccups");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to watch, if nobody did before. */
    public static void begin() {
        // The class is initialised by being called.
    }

    /** The longest one that ended after this moment; zero when there was none worth the name. */
    public static Duration longestSince(Instant moment) {
        synchronized (longOnes) {
            return longOnes.stream()
                    .filter(hiccup -> hiccup.end.isAfter(moment))
                    .map(Hiccup::length)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }
    }

    private static void watch() {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(BEAT.toNanos());
            long now = System.nanoTime();
            Duration late = Duration.ofNanos(now - before).minus(BEAT);
            before = now;
            if (late.compareTo(BEAT) > 0) {
                remember(new Hiccup(Instant.now(), late));
            }
        }
    }

    private static void remember(Hiccup hiccup) {
        synchronized (longOnes) {
            longOnes.addLast(hiccup);
            while (longOnes.getFirst().end.isBefore(hiccup.end.minus(MEMORY))) {
                longOnes.removeFirst();
            }
        }
    }

    private Hiccups() {}
}
