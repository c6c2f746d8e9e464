package dev.firstfault.blackbox;

/**
 * The process info: UTF-8 lines {@code name=value}; backslash, carriage return and line feed are written as {@code \\},
 * {@code \r} and {@code \n}.
 *
 * <pre>
 *         0                               32                              63
 *     0   | commit word, its CRC over 32 + length bytes                   |
 *     8   | sequence                      | length of the text, bytes     |
 *    16   | epoch, for a reader that lost both headers                    |
 *    24   | origin, milliseconds since 1970, likewise                     |
 *    32   | text ...                                                      |
 * </pre>
 */
final class InfoFormat {

    static final int SEQUENCE = 8;
    static final int LENGTH = 12;
    static final int EPOCH = 16;
    static final int ORIGIN_EPOCH_MILLIS = 24;
    static final int TEXT = 32;
    static final int MAX_TEXT = BoxFormat.INFO_SIZE - TEXT;
    /** {@code INFO}. */
    static final int TAG = 0x4f46_4e49;

    private InfoFormat() {}
}
