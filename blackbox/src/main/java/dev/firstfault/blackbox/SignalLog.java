package dev.firstfault.blackbox;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of the host write: signals, and the resources and errors that they refer to. Who finds the file busy
 * waits for a moment, so that what was recorded is in the file when the call returns; who finds it stuck leaves the work to
 * the next one who does not.
 */
final class SignalLog {

    /** Queued signals that a writing thread takes along at once: 8 writes of some 2 µs. */
    private static final int HELPED_PER_SIGNAL = 8;

    /** A writer holds the file for some microseconds, and for some time slices where it loses its CPU. */
    private static final long WAIT_MILLIS = 100;

    private final BoxFile file;
    private final long epoch;
    private final ReentrantLock lock;

    final ResourceTable resources = new ResourceTable();
    final SlotTable<RecordedError> errors = new SlotTable<>(BoxFormat.ERROR_CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    /** Whether a wait was in vain: a disk that hangs costs the host one of them, not one for each signal. */
    private volatile boolean stuck;

    // Guarded by the file's lock.
    private final RecordSeal seal;
    private final byte[] event = new byte[EventFormat.SIZE];
    private final long[] queued = new long[SignalQueue.WORDS];
    private volatile long written;

    // Made when first needed: the start of the JVM has no time for their classes.
    private @Nullable SlotEncoder slots;
    private volatile @Nullable SignalQueue queue;

    SignalLog(BoxFile file, long epoch) {
        this.file = file;
        this.epoch = epoch;
        lock = file.lock();
        seal = new RecordSeal(epoch);
    }

    /** Signals in the file, those overwritten since included. */
    long written() {
        return written;
    }

    long dropped() {
        return dropped.get();
    }

    /** The id of the distinct error, in the file at once if that is not busy. */
    int error(RecordedError error) {
        int id = errors.idOf(error);
        if (!file.isClosed() && lock.tryLock()) {
            try {
                writeSlots();
            } catch (IOException failed) {
                // Tried again before the next signal is written.
            } finally {
                lock.unlock();
            }
        }
        return id;
    }

    void signal(long atNanos, long durationNanos, long v1, long v2, long v3, long references) {
        if (file.isClosed()) {
            dropped.incrementAndGet();
        } else if (lock.tryLock() || isFreeSoon()) {
            try {
                stuck = false;
                write(atNanos, durationNanos, v1, v2, v3, references);
            } finally {
                lock.unlock();
            }
            help();
        } else if (queue().offer(atNanos, durationNanos, v1, v2, v3, references)) {
            help();
        } else {
            dropped.incrementAndGet();
        }
    }

    /** Takes the lock if it is given back soon. */
    private boolean isFreeSoon() {
        if (stuck) {
            return false;
        }
        boolean taken = BoxFile.lockBriefly(lock, WAIT_MILLIS);
        stuck = !taken;
        return taken;
    }

    /** Nobody leaves the file free and signals waiting: who came while it was busy may have been the last for long. */
    private void help() {
        SignalQueue waiting = queue;
        while (waiting != null && !waiting.isEmpty() && lock.tryLock()) {
            try {
                writeQueued(HELPED_PER_SIGNAL);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Writes what was left, unless the file is busy now. */
    void drain() throws IOException {
        if (!file.isClosed() && lock.tryLock()) {
            try {
                writeSlots();
                writeQueued(SignalQueue.CAPACITY);
            } finally {
                lock.unlock();
            }
        }
    }

    SignalQueue queue() {
        SignalQueue present = queue;
        return present == null ? openQueue() : present;
    }

    private synchronized SignalQueue openQueue() {
        SignalQueue present = queue;
        if (present == null) {
            present = new SignalQueue();
            queue = present;
        }
        return present;
    }

    private void writeQueued(int most) {
        SignalQueue waiting = queue;
        for (int i = 0; waiting != null && i < most && waiting.poll(queued); i++) {
            write(queued[0], queued[1], queued[2], queued[3], queued[4], queued[5]);
        }
    }

    /** Slots first: what is referred to is in the file before the reference. */
    private void write(long atNanos, long durationNanos, long v1, long v2, long v3, long references) {
        long before = written;
        LittleEndian.putLong(event, EventFormat.SEQUENCE, before + 1);
        LittleEndian.putLong(event, EventFormat.AT_NANOS, atNanos);
        LittleEndian.putLong(event, EventFormat.DURATION, durationNanos);
        LittleEndian.putLong(event, EventFormat.V1, v1);
        LittleEndian.putLong(event, EventFormat.V2, v2);
        LittleEndian.putLong(event, EventFormat.V3, v3);
        LittleEndian.putLong(event, EventFormat.REFERENCES, references);
        seal.seal(event, EventFormat.SIZE, EventFormat.TAG);
        try {
            writeSlots();
            int slot = (int) (before % BoxFormat.EVENT_CAPACITY);
            file.write(BoxFormat.EVENTS + slot * EventFormat.SIZE, event, EventFormat.SIZE);
            written = before + 1;
        } catch (IOException | OutOfMemoryError failed) {
            dropped.incrementAndGet();
        }
    }

    private void writeSlots() throws IOException {
        if (resources.nextToStore() == 0 && errors.nextToStore() == 0) {
            return;
        }
        SlotEncoder encoder = slots;
        if (encoder == null) {
            encoder = new SlotEncoder(epoch);
            slots = encoder;
        }
        for (int id = resources.nextToStore(); id != 0; id = resources.nextToStore()) {
            file.write(encoder.resource(id, resources.get(id)), encoder.slot(), ResourceFormat.SIZE);
            resources.stored();
        }
        for (int id = errors.nextToStore(); id != 0; id = errors.nextToStore()) {
            file.write(encoder.error(id, errors.get(id)), encoder.slot(), ErrorFormat.SIZE);
            errors.stored();
        }
    }
}
