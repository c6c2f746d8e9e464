package dev.firstfault.blackbox;

/**
 * A header page: who wrote this box (identity, once) and how far it came (state, again and again).
 *
 * <pre>
 *         0                               32                              63
 *     0   | magic: F F B O X CR LF SUB                                    |
 *     8   | format version                | size of both headers, bytes   |
 *    16   | incompatible flags            | compatible flags              |
 *    24   | epoch: random, in every CRC                                   |
 *    32   | origin, milliseconds since 1970                               |
 *    40   | origin, System.nanoTime()                                     |
 *    48   | process id                                                    |
 *    56   | size of the file, bytes                                       |
 *    64   | zero                                                          |
 *   120   | CRC-32 over 0..119            | tag                           |
 *   -------------------------------------------------------------------------
 *   128   | commit word                                                   |
 *   136   | sequence: the newer valid one of A and B holds                |
 *   144   | process state                                                 |
 *   152   | last heartbeat, nanoseconds since the origin                  |
 *   160   | signals written                                               |
 *   168   | signals dropped                                               |
 *   176   | start of the process, clock ticks since boot (0 = unknown)    |
 *   184   | zero                                                          |
 *   192
 * </pre>
 */
final class HeaderFormat {

    /** {@code FFBOX} and PNG's line-end bytes: a transfer in text mode shows at once. */
    static final long MAGIC = 0x1a0a_0d58_4f42_4646L;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION = 8;
    static final int HEADERS_SIZE = 12;
    static final int INCOMPATIBLE = 16;
    static final int COMPATIBLE = 20;
    static final int EPOCH = 24;
    static final int ORIGIN_EPOCH_MILLIS = 32;
    static final int ORIGIN_NANOS = 40;
    static final int PID = 48;
    static final int FILE_SIZE = 56;
    static final int IDENTITY_COMMIT = 120;
    static final int IDENTITY_SIZE = 128;
    /** {@code IDNT}. */
    static final int IDENTITY_TAG = 0x544e_4449;

    /** Where the state begins in its page; the following offsets are relative to it. */
    static final int STATE_BLOCK = 128;

    static final int STATE_SEQUENCE = 8;
    static final int STATE = 16;
    static final int HEARTBEAT = 24;
    static final int SIGNALS_WRITTEN = 32;
    static final int SIGNALS_DROPPED = 40;
    static final int START_TICKS = 48;
    static final int STATE_SIZE = 64;
    /** {@code STAT}. */
    static final int STATE_TAG = 0x5441_5453;

    private HeaderFormat() {}
}
