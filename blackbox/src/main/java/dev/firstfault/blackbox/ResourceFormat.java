package dev.firstfault.blackbox;

/**
 * A resource slot, written once. Its id is its place, from 1.
 *
 * <pre>
 *         0               16              32              48          63
 *     0   | commit word                                               |
 *     8   | id            | kind          | length, bytes | zero      |
 *    16   | name, UTF-8, cut at a character ...                       |
 * </pre>
 */
final class ResourceFormat {

    static final int ID = 8;
    static final int KIND = 10;
    static final int LENGTH = 12;
    static final int NAME = 16;
    static final int SIZE = 256;
    static final int MAX_NAME = SIZE - NAME;
    /** {@code RSRC}. */
    static final int TAG = 0x4352_5352;

    private ResourceFormat() {}
}
