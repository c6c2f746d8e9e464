package dev.firstfault.collectors.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The requests to one target that wait for their answer. Bounded: beyond {@link #SLOTS} they are counted, and their age is not
 * known. Thread-safe, no lock.
 */
final class InFlight {

    private static final int SLOTS = 256;
    private static final int TRIES = 8;

    /** A request this old was lost by its client, or by us. */
    private static final long LOST_NANOS = 3_600_000_000_000L;

    private final AtomicReferenceArray<HttpExchange> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();

    HttpExchange begin(HttpTarget target, long startNanos) {
        count.incrementAndGet();
        for (int tried = 0; tried < TRIES; tried++) {
            int slot = next.getAndIncrement() & (SLOTS - 1);
            if (slots.get(slot) == null) {
                HttpExchange exchange = new HttpExchange(target, startNanos, slot);
                if (slots.compareAndSet(slot, null, exchange)) {
                    return exchange;
                }
            }
        }
        return new HttpExchange(target, startNanos, -1);
    }

    void remove(HttpExchange exchange) {
        count.decrementAndGet();
        if (exchange.slot() >= 0) {
            slots.compareAndSet(exchange.slot(), exchange, null);
        }
    }

    int count() {
        return count.get();
    }

    /** Age of the oldest, 0 without any; gives up those that are lost. */
    long oldestNanos(long nowNanos) {
        long oldest = 0;
        if (count.get() == 0) {
            return oldest;
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            HttpExchange exchange = slots.get(slot);
            if (exchange != null) {
                long age = nowNanos - exchange.startNanos();
                if (age > LOST_NANOS) {
                    exchange.end();
                } else {
                    oldest = Math.max(oldest, age);
                }
            }
        }
        return oldest;
    }
}
