package dev.firstfault.signals.meter;

/** A number that goes up and down; {@code NaN} until it is known. Thread-safe. */
public final class Gauge extends Meter {

    private volatile double value = Double.NaN;

    Gauge(String labels) {
        super(labels);
    }

    public void set(double next) {
        value = next;
    }

    public double value() {
        return value;
    }
}
