package dev.firstfault.collectors.jvm;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file read once, whole. */
final class SmallFile {

    /** A command line may have 2 MB (execve(2)); the flags stand at its beginning. */
    private static final int CAPACITY = 256 * 1024;

    private SmallFile() {}

    /** Its first 256 kB, or null where it cannot be read. */
    static @Nullable String text(File file) {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] content = new byte[4096];
            int length = 0;
            // The size of a file in /proc is 0 until it is read.
            for (int read = in.read(content); read > 0; read = in.read(content, length, content.length - length)) {
                length += read;
                if (length == content.length) {
                    if (length >= CAPACITY) {
                        break;
                    }
                    content = java.util.Arrays.copyOf(content, length * 2);
                }
            }
            return new String(content, 0, length, StandardCharsets.UTF_8);
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }
}
