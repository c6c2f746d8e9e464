package dev.firstfault.blackbox;

/**
 * Where everything lies in a black box of format 1. Offsets only; all numbers little endian.
 *
 * <pre>
 *   +------------------+  HEADER_A      identity (write-once) and process state (rewritten)
 *   | header A         |
 *   +------------------+  HEADER_B      the same again; the process state alternates between the two
 *   | header B         |
 *   +------------------+  INFO_A, INFO_B  process info, alternately rewritten
 *   | process info A,B |
 *   +------------------+  RESOURCES     write-once slots, {@link ResourceFormat}
 *   | resources        |
 *   +------------------+  ERRORS        write-once slots, {@link ErrorFormat}
 *   | first errors     |
 *   +------------------+  EVENTS        ring, {@link EventFormat}
 *   | signals          |
 *   +------------------+  FINE_FRAMES   ring, {@link FrameFormat}
 *   | fine frames      |
 *   +------------------+  COARSE_FRAMES ring by minute, {@link FrameFormat}
 *   | coarse frames    |
 *   +------------------+  FILE_SIZE
 * </pre>
 *
 * Every record begins with a commit word, written last:
 *
 * <pre>
 *   0                               32                              63
 *   +-------------------------------+-------------------------------+
 *   | CRC-32                        | tag of the area               |
 *   +-------------------------------+-------------------------------+
 * </pre>
 *
 * The CRC is taken over the record with the box's epoch in the place of the commit word, so that bytes of another box
 * never pass. A commit word of zero before zeros is an empty slot; before anything else it is a record that was being
 * written.
 */
final class BoxFormat {

    /** Version of this layout. Another geometry is another version. */
    static final int VERSION = 1;

    /** What a reader must understand to read on; none so far. */
    static final int INCOMPATIBLE_FLAGS = 0;

    /** What a reader may ignore; none so far. */
    static final int COMPATIBLE_FLAGS = 0;

    /** Unit of the file system and of the mapping: no header, slot or signal crosses one. */
    static final int PAGE = 4096;

    static final int HEADER_SIZE = PAGE;
    static final int HEADER_A = 0;
    static final int HEADER_B = HEADER_A + HEADER_SIZE;

    static final int INFO_SIZE = 4 * PAGE;
    static final int INFO_A = HEADER_B + HEADER_SIZE;
    static final int INFO_B = INFO_A + INFO_SIZE;

    static final int RESOURCE_CAPACITY = 256;
    static final int RESOURCES = INFO_B + INFO_SIZE;

    static final int ERROR_CAPACITY = 48;
    static final int ERRORS = RESOURCES + RESOURCE_CAPACITY * ResourceFormat.SIZE;

    /** At the usual few signals a second, the last hour or more. */
    static final int EVENT_CAPACITY = 8192;

    static final int EVENTS = ERRORS + ERROR_CAPACITY * ErrorFormat.SIZE;

    /** Two minutes at 20 a second and an hour at one. */
    static final int FINE_FRAME_CAPACITY = 6144;

    static final int FINE_FRAMES = EVENTS + EVENT_CAPACITY * EventFormat.SIZE;

    /** Two days at one a minute. */
    static final int COARSE_FRAME_CAPACITY = 2880;

    static final int COARSE_FRAMES = FINE_FRAMES + FINE_FRAME_CAPACITY * FrameFormat.SIZE;

    static final int FILE_SIZE = COARSE_FRAMES + COARSE_FRAME_CAPACITY * FrameFormat.SIZE;

    /** Offset of the commit word in every record but the identity. */
    static final int COMMIT = 0;

    private BoxFormat() {}
}
