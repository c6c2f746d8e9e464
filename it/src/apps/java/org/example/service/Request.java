package org.example.service;

import java.util.concurrent.ThreadLocalRandom;

/** One request: what kind it is, whom it is about, what came with it. */
final class Request {
    /** Of ten requests so many look something up, so many order; one asks for a report. */
    private static final int LOOKUPS = 6;

    private static final int ORDERS = 3;

    enum Kind {
        LOOKUP,
        ORDER,
        REPORT
    }

    final Kind kind;
    final int customer;
    final byte[] body;
    final long arrivedNanos = System.nanoTime();

    private Request(Kind kind, int customer, byte[] body) {
        this.kind = kind;
        this.customer = customer;
        this.body = body;
    }

    static Request next(int bodyBytes) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int drawn = random.nextInt(LOOKUPS + ORDERS + 1);
        Kind kind = drawn < LOOKUPS ? Kind.LOOKUP : drawn < LOOKUPS + ORDERS ? Kind.ORDER : Kind.REPORT;
        return new Request(kind, random.nextInt(Shop.CUSTOMERS), new byte[bodyBytes]);
    }

    long millis() {
        return (System.nanoTime() - arrivedNanos) / 1_000_000;
    }
}
