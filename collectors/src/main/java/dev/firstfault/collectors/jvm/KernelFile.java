package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A small text file of {@code /proc} or {@code /sys}, kept open and read again and again without allocating. One thread.
 *
 * <p>Numbers that are not there, or too large for a long, are {@link Frame#UNKNOWN}.
 */
final class KernelFile implements Closeable {

    /** More than {@code /proc/self/status}, the longest file read here, had on any kernel seen (1.5 kB). */
    private static final int CAPACITY = 4096;

    private final RandomAccessFile file;
    private final byte[] content = new byte[CAPACITY];
    private int length;
    private boolean open = true;

    private KernelFile(RandomAccessFile file) {
        this.file = file;
    }

    /** The file, or null where it is missing, unreadable or forbidden. */
    static @Nullable KernelFile open(File path) {
        try {
            return new KernelFile(new RandomAccessFile(path, "r"));
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }

    /** Reads the file again; false where that failed, from then on for ever. */
    boolean reload() {
        length = 0;
        if (!open) {
            return false;
        }
        try {
            file.seek(0);
            length = Math.max(0, file.read(content));
            return true;
        } catch (IOException gone) {
            close();
            return false;
        }
    }

    /** The number that the file begins with. */
    long number() {
        return numberAt(0);
    }

    /** The number behind {@code key}, where a line begins with it. */
    long numberAfter(byte[] key) {
        int line = 0;
        while (line < length) {
            if (startsWith(key, line)) {
                return numberAt(line + key.length);
            }
            while (line < length && content[line] != '\n') {
                line++;
            }
            line++;
        }
        return Frame.UNKNOWN;
    }

    /** The {@code n}th field of a line of blank-separated fields, counted from 0 behind the last {@code mark}. */
    long fieldBehindLast(char mark, int n) {
        int at = length - 1;
        while (at >= 0 && content[at] != mark) {
            at--;
        }
        at++;
        for (int field = 0; field < n; field++) {
            at = skipBlanks(at);
            while (at < length && !isBlank(content[at])) {
                at++;
            }
        }
        return numberAt(at);
    }

    @Override
    public void close() {
        open = false;
        try {
            file.close();
        } catch (IOException ignored) {
            // Nothing was written, so nothing can be lost.
        }
    }

    static byte[] key(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean startsWith(byte[] key, int at) {
        if (at + key.length > length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (content[at + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    private long numberAt(int from) {
        int at = skipBlanks(from);
        long value = 0;
        int digits = 0;
        while (at < length && content[at] >= '0' && content[at] <= '9') {
            // 18 digits always fit a long; what is longer means "no limit" wherever it is read here.
            if (++digits > 18) {
                return Frame.UNKNOWN;
            }
            value = value * 10 + (content[at++] - '0');
        }
        return digits == 0 ? Frame.UNKNOWN : value;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < length && isBlank(content[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }
}
