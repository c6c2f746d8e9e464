package dev.firstfault.collectors.search;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A few scanners that are used again and again, by whatever thread has an answer. Thread-safe, no lock. */
final class AnswerScanners {

    private static final int KEPT = 4;
    private static final int PIECE = 8 << 10;

    private final AtomicReferenceArray<@Nullable Lease> free = new AtomicReferenceArray<>(KEPT);

    /** One that nobody else uses until {@link #giveBack}. */
    Lease take() {
        for (int at = 0; at < KEPT; at++) {
            Lease lease = free.get(at);
            if (lease != null && free.compareAndSet(at, lease, null)) {
                return lease;
            }
        }
        return new Lease();
    }

    /** Ends its answer too. */
    void giveBack(Lease lease) {
        lease.scanner.finish();
        for (int at = 0; at < KEPT; at++) {
            if (free.get(at) == null && free.compareAndSet(at, null, lease)) {
                return;
            }
        }
    }

    /** A scanner, and room for what is not in an array that it could read. */
    static final class Lease {

        final AnswerScanner scanner = new AnswerScanner();
        final byte[] piece = new byte[PIECE];
    }
}
