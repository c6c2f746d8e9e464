package dev.firstfault.blackbox;

import java.util.zip.CRC32;

/** Makes and checks the commit word of records, see {@link BoxFormat}. Not thread-safe. */
final class RecordSeal {

    private final CRC32 crc = new CRC32();
    private final byte[] epochBytes = new byte[8];
    private final long epoch;

    RecordSeal(long epoch) {
        this.epoch = epoch;
        LittleEndian.putLong(epochBytes, 0, epoch);
    }

    /** Puts the commit word in front of a complete record. */
    void seal(byte[] record, int length, int tag) {
        LittleEndian.putLong(record, BoxFormat.COMMIT, epoch);
        crc.reset();
        crc.update(record, 0, length);
        LittleEndian.putLong(record, BoxFormat.COMMIT, commitWord(tag, (int) crc.getValue()));
    }

    /** Whether the record at {@code offset} is whole and of this box. */
    boolean holds(byte[] box, int offset, int length, int tag) {
        crc.reset();
        crc.update(epochBytes, 0, epochBytes.length);
        crc.update(box, offset + epochBytes.length, length - epochBytes.length);
        return LittleEndian.getLong(box, offset) == commitWord(tag, (int) crc.getValue());
    }

    /** The commit word that closes an identity: no epoch in front, the identity holds it itself. */
    static long identityCommit(byte[] page, int offset) {
        CRC32 crc = new CRC32();
        crc.update(page, offset, HeaderFormat.IDENTITY_COMMIT);
        return commitWord(HeaderFormat.IDENTITY_TAG, (int) crc.getValue());
    }

    private static long commitWord(int tag, int crc) {
        return (long) tag << 32 | (crc & 0xffff_ffffL);
    }
}
