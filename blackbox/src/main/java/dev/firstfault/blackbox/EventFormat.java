package dev.firstfault.blackbox;

/**
 * A signal. The record with sequence {@code n} (from 1) lies in slot {@code (n - 1) mod capacity}.
 *
 * <pre>
 *         0       8       16              32                          63
 *     0   | commit word                                               |
 *     8   | sequence                                                  |
 *    16   | time, nanoseconds since the origin                        |
 *    24   | duration, nanoseconds                                     |
 *    32   | v1                                                        |
 *    40   | v2                                                        |
 *    48   | v3                                                        |
 *    56   | kind  | error | resource      | count                     |
 * </pre>
 */
final class EventFormat {

    static final int SEQUENCE = 8;
    static final int AT_NANOS = 16;
    static final int DURATION = 24;
    static final int V1 = 32;
    static final int V2 = 40;
    static final int V3 = 48;
    static final int REFERENCES = 56;
    static final int SIZE = 64;
    /** {@code EVNT}. */
    static final int TAG = 0x544e_5645;

    private EventFormat() {}

    static long references(int kind, int error, int resource, int count) {
        return (kind & 0xffL) | (error & 0xffL) << 8 | (resource & 0xffffL) << 16 | (long) count << 32;
    }

    static int kind(long references) {
        return (int) references & 0xff;
    }

    static int error(long references) {
        return (int) (references >>> 8) & 0xff;
    }

    static int resource(long references) {
        return (int) (references >>> 16) & 0xffff;
    }

    static int count(long references) {
        return (int) (references >>> 32);
    }
}
