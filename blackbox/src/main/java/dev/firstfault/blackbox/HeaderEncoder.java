package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessState;

/** Lays out the header pages, see {@link HeaderFormat}. Not thread-safe. */
final class HeaderEncoder {

    private final RecordSeal seal;
    private final byte[] record = new byte[HeaderFormat.STATE_SIZE];
    private long sequence;

    HeaderEncoder(long epoch) {
        seal = new RecordSeal(epoch);
    }

    static byte[] identity(long epoch, long originEpochMillis, long originNanos, long pid) {
        byte[] page = new byte[HeaderFormat.IDENTITY_SIZE];
        LittleEndian.putLong(page, HeaderFormat.MAGIC_OFFSET, HeaderFormat.MAGIC);
        LittleEndian.putInt(page, HeaderFormat.VERSION, BoxFormat.VERSION);
        LittleEndian.putInt(page, HeaderFormat.HEADERS_SIZE, 2 * BoxFormat.HEADER_SIZE);
        LittleEndian.putInt(page, HeaderFormat.INCOMPATIBLE, BoxFormat.INCOMPATIBLE_FLAGS);
        LittleEndian.putInt(page, HeaderFormat.COMPATIBLE, BoxFormat.COMPATIBLE_FLAGS);
        LittleEndian.putLong(page, HeaderFormat.EPOCH, epoch);
        LittleEndian.putLong(page, HeaderFormat.ORIGIN_EPOCH_MILLIS, originEpochMillis);
        LittleEndian.putLong(page, HeaderFormat.ORIGIN_NANOS, originNanos);
        LittleEndian.putLong(page, HeaderFormat.PID, pid);
        LittleEndian.putLong(page, HeaderFormat.FILE_SIZE, BoxFormat.FILE_SIZE);
        LittleEndian.putLong(page, HeaderFormat.IDENTITY_COMMIT, RecordSeal.identityCommit(page, 0));
        return page;
    }

    /** Fills {@link #record()} with the next state; returns where it belongs, A and B in turn. */
    int next(ProcessState state, long heartbeatNanos, long signalsWritten, long signalsDropped, long startTicks) {
        sequence++;
        LittleEndian.putLong(record, HeaderFormat.STATE_SEQUENCE, sequence);
        LittleEndian.putLong(record, HeaderFormat.STATE, state.id());
        LittleEndian.putLong(record, HeaderFormat.HEARTBEAT, heartbeatNanos);
        LittleEndian.putLong(record, HeaderFormat.SIGNALS_WRITTEN, signalsWritten);
        LittleEndian.putLong(record, HeaderFormat.SIGNALS_DROPPED, signalsDropped);
        LittleEndian.putLong(record, HeaderFormat.START_TICKS, startTicks);
        seal.seal(record, HeaderFormat.STATE_SIZE, HeaderFormat.STATE_TAG);
        return ((sequence & 1) == 1 ? BoxFormat.HEADER_A : BoxFormat.HEADER_B) + HeaderFormat.STATE_BLOCK;
    }

    byte[] record() {
        return record;
    }
}
