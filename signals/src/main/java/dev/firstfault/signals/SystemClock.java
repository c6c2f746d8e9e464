package dev.firstfault.signals;

/** The JVM's clocks. */
@SuppressForbidden(reason = "the one place where the JVM's clocks are read")
final class SystemClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }
}
