package dev.firstfault.blackbox;

/**
 * A slot of the first distinct errors, written once and never overwritten. Its id is its place, from 1.
 *
 * <pre>
 *         0               16              32              48          63
 *     0   | commit word                                               |
 *     8   | id            | resource or 0 | vendor code               |
 *    16   | first seen, nanoseconds since the origin                  |
 *    24   | length of type| of message    | of SQLState   | of thread |
 *    32   | of frames     | zero                                      |
 *    40   | type, message, SQLState, thread, frames: UTF-8, joined .. |
 * </pre>
 *
 * Lengths are in bytes; a SQLState of length 65535 is absent.
 */
final class ErrorFormat {

    static final int ID = 8;
    static final int RESOURCE = 10;
    static final int VENDOR_CODE = 12;
    static final int AT_NANOS = 16;
    static final int LENGTHS = 24;
    static final int TEXT = 40;
    static final int SIZE = 1024;

    static final int MAX_TYPE = 128;
    static final int MAX_MESSAGE = 400;
    static final int MAX_SQL_STATE = 8;
    static final int MAX_THREAD = 64;
    /** What the others leave. */
    static final int MAX_FRAMES = SIZE - TEXT - MAX_TYPE - MAX_MESSAGE - MAX_SQL_STATE - MAX_THREAD;

    /** Length of a text that is not there. */
    static final int ABSENT = 0xffff;
    /** {@code ERRS}. */
    static final int TAG = 0x5352_5245;

    private ErrorFormat() {}
}
