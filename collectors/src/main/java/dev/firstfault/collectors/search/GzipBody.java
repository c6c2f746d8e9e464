package dev.firstfault.collectors.search;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a gzipped body (RFC 1952) that comes in pieces, as far as its scanner wants to read it. The checksum at its end is left alone:
 * the client verifies it.
 */
final class GzipBody {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER = 10;

    // Flags of the header.
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private static final byte[] NOTHING = {};

    private final AnswerScanner scanner;
    private final byte[] unpacked = new byte[8 << 10];

    /** Holds memory outside the heap while there is an answer. */
    private @Nullable Inflater inflater;

    /** Bytes of the fixed header that came. */
    private int headerLength;

    /** The parts of the header that are still to come. */
    private int flags;

    private int extraLengthBytes;
    private int extraLength;
    private int checksumBytes;

    GzipBody(AnswerScanner scanner) {
        this.scanner = scanner;
    }

    /** Whether a body that begins so is gzipped. JSON never does. */
    static boolean begins(byte first) {
        return first == MAGIC_1;
    }

    void begin() {
        end();
        inflater = new Inflater(true);
        headerLength = 0;
        flags = 0;
        extraLengthBytes = 0;
        extraLength = 0;
        checksumBytes = 0;
    }

    /** Gives the memory back. */
    void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
            Arrays.fill(unpacked, (byte) 0); // what is left of the last answer
        }
    }

    void accept(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && inHeader() && !scanner.isDone()) {
            header(bytes[at++] & 0xff);
        }
        if (inflater != null && at < to && !scanner.isDone()) {
            unpack(inflater, bytes, at, to);
        }
    }

    private boolean inHeader() {
        return headerLength < HEADER || (flags & (FEXTRA | FNAME | FCOMMENT | FHCRC)) != 0;
    }

    private void header(int b) {
        if (headerLength < HEADER) {
            fixedHeader(b);
        } else if ((flags & FEXTRA) != 0) {
            extra(b);
        } else if ((flags & FNAME) != 0) {
            flags &= b == 0 ? ~FNAME : ~0;
        } else if ((flags & FCOMMENT) != 0) {
            flags &= b == 0 ? ~FCOMMENT : ~0;
        } else if (++checksumBytes == 2) {
            flags &= ~FHCRC;
        }
    }

    private void fixedHeader(int b) {
        boolean right = true;
        switch (headerLength++) {
            case 0:
                right = b == MAGIC_1;
                break;
            case 1:
                right = b == MAGIC_2;
                break;
            case 2:
                right = b == DEFLATE;
                break;
            case 3:
                flags = b;
                break;
            default:
                break;
        }
        if (!right) {
            scanner.broken();
        }
    }

    private void extra(int b) {
        if (extraLengthBytes < 2) {
            extraLength |= b << (8 * extraLengthBytes);
            extraLengthBytes++;
        } else {
            extraLength--;
        }
        if (extraLengthBytes == 2 && extraLength == 0) {
            flags &= ~FEXTRA;
        }
    }

    private void unpack(Inflater from, byte[] bytes, int start, int to) {
        from.setInput(bytes, start, to - start);
        try {
            while (!scanner.isDone() && !from.finished()) {
                int count = from.inflate(unpacked);
                if (count == 0) {
                    break;
                }
                scanner.plain(unpacked, 0, count);
            }
            if (from.needsDictionary()) {
                scanner.broken();
            }
        } catch (DataFormatException e) { // no gzip, or damaged on the way
            scanner.broken();
        } finally {
            from.setInput(NOTHING); // or it would hold the client's buffer
        }
    }
}
