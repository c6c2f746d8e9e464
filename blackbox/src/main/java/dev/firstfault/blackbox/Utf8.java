package dev.firstfault.blackbox;

import java.nio.charset.StandardCharsets;

/** Text in a bounded number of bytes. */
final class Utf8 {

    private Utf8() {}

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** How many bytes of {@code encoded} to keep, at most {@code max}, so that no character is cut. */
    static int fit(byte[] encoded, int max) {
        if (encoded.length <= max) {
            return encoded.length;
        }
        int length = max;
        while (length > 0 && (encoded[length] & 0xc0) == 0x80) {
            length--;
        }
        return length;
    }
}
