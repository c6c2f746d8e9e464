package dev.firstfault.signals;

import org.jspecify.annotations.Nullable;

/** The first occurrence of a distinct error: what was thrown, in the words of whoever threw it. Holds no secrets. */
public final class ErrorDetail {

    private final long atNanos;
    private final String type;
    private final String message;
    private final @Nullable String sqlState;
    private final int vendorCode;
    private final String thread;
    private final String frames;

    /**
     * @param atNanos nanoseconds since the origin of the timeline
     * @param type class of the exception that names the cause (the root where a chain hides it)
     * @param message its message, at most 300 characters kept
     * @param sqlState five characters, or null
     * @param vendorCode the driver's code, 0 where there is none
     * @param thread name of the thread it was thrown in
     * @param frames the innermost frames, one a line, at most eight
     */
    public ErrorDetail(
            long atNanos,
            String type,
            String message,
            @Nullable String sqlState,
            int vendorCode,
            String thread,
            String frames) {
        this.atNanos = atNanos;
        this.type = type;
        this.message = message;
        this.sqlState = sqlState;
        this.vendorCode = vendorCode;
        this.thread = thread;
        this.frames = frames;
    }

    public long atNanos() {
        return atNanos;
    }

    public String type() {
        return type;
    }

    public String message() {
        return message;
    }

    public @Nullable String sqlState() {
        return sqlState;
    }

    public int vendorCode() {
        return vendorCode;
    }

    public String thread() {
        return thread;
    }

    public String frames() {
        return frames;
    }

    /** Whether both report the same error: same type, same codes, same message but for digits. */
    public boolean sameAs(ErrorDetail other) {
        return type.equals(other.type)
                && vendorCode == other.vendorCode
                && java.util.Objects.equals(sqlState, other.sqlState)
                && withoutDigits(message).equals(withoutDigits(other.message));
    }

    private static String withoutDigits(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
