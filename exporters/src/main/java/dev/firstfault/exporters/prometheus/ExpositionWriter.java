package dev.firstfault.exporters.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text and numbers as UTF-8 bytes, by way of one reused buffer, so that a scrape leaves next to no garbage. Not
 * thread-safe.
 */
final class ExpositionWriter {

    /** What fits into a handful of network packets; larger pages are streamed. */
    private static final int BUFFER_BYTES = 8192;

    /** Longest decimal form of a long: sign and 19 digits. */
    private static final int MAX_LONG_DIGITS = 20;

    /** Every integer up to here is a double of its own. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private static final int MICRO_DIGITS = 6;
    private static final double MICROS = 1e6;
    private static final int NANO_DIGITS = 9;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] digits = new byte[MAX_LONG_DIGITS];
    private int length;
    private @Nullable OutputStream out;

    /** Starts a page that goes to {@code target}; what an earlier, broken page left is forgotten. */
    void start(OutputStream target) {
        out = target;
        length = 0;
    }

    /** Hands over what is left of the page. */
    void finish() throws IOException {
        drain();
        out = null;
    }

    void put(char ascii) throws IOException {
        if (length == buffer.length) {
            drain();
        }
        buffer[length++] = (byte) ascii;
    }

    void put(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                put(c);
            } else {
                i += putWide(text, i);
            }
        }
    }

    void put(long value) throws IOException {
        putDecimal(value, 0);
    }

    /** Integers and decimals with up to six places without garbage, others as {@link Double#toString(double)} has them. */
    void put(double value) throws IOException {
        double micros = value * MICROS;
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            put((long) value);
        } else if (micros == Math.rint(micros) && Math.abs(micros) < EXACT_INTEGERS && micros / MICROS == value) {
            putDecimal((long) micros, MICRO_DIGITS);
        } else if (Double.isInfinite(value)) {
            put(value > 0 ? "+Inf" : "-Inf");
        } else {
            put(Double.toString(value));
        }
    }

    /** Nanoseconds as seconds, exactly. */
    void putSeconds(long nanos) throws IOException {
        putDecimal(nanos, NANO_DIGITS);
    }

    /** {@code value / 10^places}, without trailing zeros. */
    private void putDecimal(long value, int places) throws IOException {
        long rest = value;
        int left = places;
        while (left > 0 && rest % 10 == 0) {
            rest /= 10;
            left--;
        }
        if (rest < 0) {
            put('-');
        }
        int count = 0;
        do {
            digits[count++] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        while (count <= left) {
            digits[count++] = '0';
        }
        while (count > 0) {
            if (count == left) {
                put('.');
            }
            put((char) digits[--count]);
        }
    }

    /** Encodes the character or surrogate pair at {@code index}; returns how many more chars than one it took. */
    private int putWide(String text, int index) throws IOException {
        int point = text.codePointAt(index);
        if (point < 0x800) {
            put((char) (0xc0 | (point >> 6)));
        } else if (point < 0x10000) {
            if (Character.isSurrogate((char) point)) {
                put('?'); // half of a pair stands for no character
                return 0;
            }
            put((char) (0xe0 | (point >> 12)));
            put((char) (0x80 | ((point >> 6) & 0x3f)));
        } else {
            put((char) (0xf0 | (point >> 18)));
            put((char) (0x80 | ((point >> 12) & 0x3f)));
            put((char) (0x80 | ((point >> 6) & 0x3f)));
        }
        put((char) (0x80 | (point & 0x3f)));
        return Character.charCount(point) - 1;
    }

    private void drain() throws IOException {
        Objects.requireNonNull(out, "no page was started").write(buffer, 0, length);
        length = 0;
    }
}
