package org.example.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Defines copies of {@link Handler}, under its own name or another. */
final class CopyingLoader extends ClassLoader {
    CopyingLoader() {
        super(CopyingLoader.class.getClassLoader());
    }

    Class<?> define(String name) throws IOException {
        String own = Handler.class.getName().replace('.', '/');
        byte[] copy = renamed(classFile(own), own, name.replace('.', '/'));
        return defineClass(name, copy, 0, copy.length);
    }

    private static byte[] classFile(String name) throws IOException {
        try (InputStream in = CopyingLoader.class.getResourceAsStream("/" + name + ".class")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[4096];
            for (int read = in.read(part); read > 0; read = in.read(part)) {
                out.write(part, 0, read);
            }
            return out.toByteArray();
        }
    }

    /** Both names are of one length, so that the constant pool need not be understood. */
    private static byte[] renamed(byte[] classFile, String from, String to) throws IOException {
        byte[] old = from.getBytes(StandardCharsets.UTF_8);
        byte[] other = to.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < classFile.length; ) {
            if (startsWith(classFile, i, old)) {
                out.write(other);
                i += old.length;
            } else {
                out.write(classFile[i++]);
            }
        }
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] part) {
        if (at + part.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (bytes[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    /** A class name of letters alone, as long as {@code Handler}, other for each number. */
    static String name(int number) {
        char[] letters = "Aaaaaaa".toCharArray();
        for (int i = letters.length - 1, rest = number; i > 0; i--, rest /= 20) {
            letters[i] = (char) ('a' + rest % 20);
        }
        return "org.example.faults.CopyingLoader$" + new String(letters);
    }

    /** What is loaded again and again. */
    public static final class Handler implements IntUnaryOperator {
        @Override
        public int applyAsInt(int operand) {
            int sum = operand;
            for (int i = 0; i < 4; i++) {
                sum = first(sum, i) ^ second(sum, i) ^ third(sum, i);
            }
            return sum;
        }

        private static int first(int operand, int kind) {
            StringBuilder said =
                    new StringBuilder(text(kind & 3)).append(operand).append(text(operand & 3));
            return said.indexOf("re") + said.reverse().hashCode();
        }

        private static int second(int operand, int kind) {
            List<String> all = Arrays.asList(text(kind & 3), text(operand & 3), text(operand >> 2 & 3));
            return new ArrayList<>(all).hashCode() ^ String.join("-", all).hashCode();
        }

        private static int third(int operand, int kind) {
            int[] some = {operand, kind, operand ^ kind, operand + kind, operand - kind, operand * kind};
            Arrays.sort(some);
            return Arrays.hashCode(Arrays.copyOf(some, 4))
                    + Arrays.toString(some).length();
        }

        private static String text(int kind) {
            switch (kind) {
                case 0:
                    return "a request";
                case 1:
                    return "an answer";
                case 2:
                    return "a failure";
                default:
                    return "a retry";
            }
        }
    }
}
