package dev.firstfault.blackbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a box, zeros where the file has none, and the judgement on its records. Not thread-safe. */
final class BoxBytes {

    /** What lies in the place of a record. */
    enum Content {
        EMPTY,
        WHOLE,
        /** Not committed: it was being written. */
        TORN,
        DAMAGED
    }

    private final byte[] bytes;
    private final ByteBuffer numbers;

    /** @param bytes {@link BoxFormat#FILE_SIZE} of them, or the front of a box up to its resources */
    BoxBytes(byte[] bytes) {
        this.bytes = bytes;
        numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Content content(int offset, int length, int tag, RecordSeal seal) {
        if (numbers.getLong(offset + BoxFormat.COMMIT) == 0) {
            return isZero(offset, length) ? Content.EMPTY : Content.TORN;
        }
        return seal.holds(bytes, offset, length, tag) ? Content.WHOLE : Content.DAMAGED;
    }

    /** Whether the identity at {@code offset} is whole. */
    boolean identityHolds(int offset) {
        return numbers.getLong(offset + HeaderFormat.IDENTITY_COMMIT) == RecordSeal.identityCommit(bytes, offset);
    }

    /** {@code length}: a multiple of 8. */
    boolean isZero(int offset, int length) {
        for (int i = offset; i < offset + length; i += 8) {
            if (numbers.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }

    long getLong(int offset) {
        return numbers.getLong(offset);
    }

    int getInt(int offset) {
        return numbers.getInt(offset);
    }

    int getShort(int offset) {
        return numbers.getShort(offset) & 0xffff;
    }

    String text(int offset, int length) {
        return Utf8.decode(bytes, offset, length);
    }
}
