package dev.firstfault.blackbox;

/** Little-endian numbers in byte arrays: the start of the JVM has no time for {@code java.nio}. */
final class LittleEndian {

    private LittleEndian() {}

    static void putShort(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) value;
        bytes[offset + 1] = (byte) (value >> 8);
    }

    static void putInt(byte[] bytes, int offset, int value) {
        putShort(bytes, offset, value);
        putShort(bytes, offset + 2, value >> 16);
    }

    static void putLong(byte[] bytes, int offset, long value) {
        putInt(bytes, offset, (int) value);
        putInt(bytes, offset + 4, (int) (value >> 32));
    }

    static int getShort(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8;
    }

    static int getInt(byte[] bytes, int offset) {
        return getShort(bytes, offset) | getShort(bytes, offset + 2) << 16;
    }

    static long getLong(byte[] bytes, int offset) {
        return (getInt(bytes, offset) & 0xffff_ffffL) | (long) getInt(bytes, offset + 4) << 32;
    }
}
