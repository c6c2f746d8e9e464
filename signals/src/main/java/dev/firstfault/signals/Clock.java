package dev.firstfault.signals;

/** Where time comes from, so that tests neither sleep nor guess. */
public interface Clock {

    /** Monotonic nanoseconds, comparable only with each other: {@link System#nanoTime()}. */
    long nanos();

    /** Wall-clock milliseconds since 1970. */
    long epochMillis();

    /** The JVM's clocks. */
    Clock SYSTEM = new SystemClock();
}
