package dev.firstfault.collectors.executor;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Names that an executor has again after a restart: what its threads are called, without numbers; where the JDK numbers
 * them, the class that it belongs to.
 */
final class ExecutorNames {

    /** Of one that nothing tells apart. */
    static final String UNNAMED = "thread-pool";

    /** Longer ones are no names. */
    private static final int MAX_LENGTH = 100;

    /** A factory in a factory in a factory. */
    private static final int MAX_DEPTH = 3;

    /** Numbers from here on say something: a port, a year. Those below are counters. */
    private static final int TELLING_DIGITS = 4;

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    /** Code that makes executors for others. */
    private static final String[] MAKERS = {
        "com.google.common.util.concurrent.", "org.apache.commons.lang3.concurrent.", "dev.firstfault."
    };

    private ExecutorNames() {}

    /**
     * The name of an executor.
     *
     * @param factory what makes its threads, where that is known
     * @param type its class
     * @param constructedAt the stack that it was constructed in, innermost first; empty where we came later
     */
    static String of(@Nullable Object factory, Class<?> type, StackTraceElement[] constructedAt) {
        String name = factory == null ? null : pattern(factory, 0);
        if (name == null && factory != null) {
            name = owner(factory.getClass().getName());
        }
        if (name == null) {
            name = constructor(constructedAt);
        }
        if (name == null) {
            name = owner(type.getName());
        }
        return name == null ? UNNAMED : name;
    }

    /** What a thread factory calls its threads, or null where it does not say so or lets the JDK number them. */
    private static @Nullable String pattern(Object factory, int depth) {
        String best = null;
        int bestRank = 0;
        Object inner = null;
        for (Class<?> type = factory.getClass(); type != null && !isJdk(type.getName()); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int rank = rank(field);
                boolean wraps = ThreadFactory.class.isAssignableFrom(field.getType());
                if (rank <= bestRank && !wraps) {
                    continue;
                }
                Object value = value(field, factory);
                if (wraps) {
                    inner = value;
                } else if (value != null) {
                    String name = stable((String) value);
                    if (!name.isEmpty()) {
                        best = name;
                        bestRank = rank;
                    }
                }
            }
        }
        if (best == null && inner != null && inner != factory && depth < MAX_DEPTH) {
            return pattern(inner, depth + 1);
        }
        return best;
    }

    /** How likely a field holds the name of threads; 0 where it does not. */
    private static int rank(Field field) {
        if (field.getType() != String.class || Modifier.isStatic(field.getModifiers())) {
            return 0;
        }
        String name = field.getName();
        if (contains(name, "ormat") || contains(name, "attern") || contains(name, "refix")) {
            return 3;
        }
        if (contains(name, "ame")) {
            return 2;
        }
        // What a lambda captured.
        return contains(field.getDeclaringClass().getName(), "$$Lambda") ? 1 : 0;
    }

    private static @Nullable Object value(Field field, Object of) {
        if (Modifier.isStatic(field.getModifiers())) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return null; // a named module keeps its fields to itself: then another source gives the name
        }
    }

    /** A pattern without its placeholders, its counters and what is left between them: {@code HMSHandler #%d}. */
    static String stable(String pattern) {
        StringBuilder out = new StringBuilder();
        int length = Math.min(pattern.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            char c = pattern.charAt(i);
            if (c == '%' && i + 1 < length) {
                i = endOfConversion(pattern, i + 1, length);
                dropSeparators(out);
            } else if (c == '{' && pattern.indexOf('}', i) > 0) {
                i = pattern.indexOf('}', i);
                dropSeparators(out);
            } else if (isDigit(c) && !endsInWord(out)) {
                int end = i + 1;
                while (end < length && isDigit(pattern.charAt(end))) {
                    end++;
                }
                boolean partOfWord = end < length && Character.isLetter(pattern.charAt(end));
                if (end - i >= TELLING_DIGITS || partOfWord) {
                    out.append(pattern, i, end);
                } else {
                    dropSeparators(out);
                }
                i = end - 1;
            } else if (c >= ' ') {
                out.append(c);
            }
        }
        dropSeparators(out);
        String name = out.toString().trim();
        // Executors.DefaultThreadFactory: "pool-1-thread-"; Thread: "Thread-"
        boolean nobody = name.equals("pool-thread") || name.equals("pool") || name.equalsIgnoreCase("thread");
        return nobody ? "" : name;
    }

    /** The index of the letter that ends a conversion of {@link java.util.Formatter}. */
    private static int endOfConversion(String pattern, int from, int length) {
        int at = from;
        while (at < length - 1 && !Character.isLetter(pattern.charAt(at)) && pattern.charAt(at) != '%') {
            at++;
        }
        return at;
    }

    private static boolean endsInWord(StringBuilder out) {
        return out.length() > 0 && Character.isLetterOrDigit(out.charAt(out.length() - 1));
    }

    private static void dropSeparators(StringBuilder out) {
        int end = out.length();
        while (end > 0 && " -_#:./(@[".indexOf(out.charAt(end - 1)) >= 0) {
            end--;
        }
        out.setLength(end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The class that wrote this one, anonymous or lambda; null for one of the JDK or of a library of makers. */
    private static @Nullable String owner(String className) {
        int lambda = className.indexOf("$$");
        String name = lambda > 0 ? className.substring(0, lambda) : className;
        int end = name.length();
        while (end > 0 && isDigit(name.charAt(end - 1))) {
            end--;
        }
        if (end > 1 && end < name.length() && name.charAt(end - 1) == '$') {
            name = name.substring(0, end - 1);
        }
        return isJdk(name) || isMaker(name) ? null : name;
    }

    private static @Nullable String constructor(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String owner = owner(frame.getClassName());
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    private static boolean isJdk(String className) {
        return startsWithAny(className, JDK);
    }

    private static boolean isMaker(String className) {
        return startsWithAny(className, MAKERS);
    }

    private static boolean startsWithAny(String text, String[] prefixes) {
        for (String prefix : prefixes) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String text, String part) {
        return text.indexOf(part) >= 0;
    }
}
