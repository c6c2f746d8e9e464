package dev.firstfault.blackbox;

import java.io.File;
import java.util.Arrays;

/** How the boxes of a directory are named, and which of them stay. */
public final class BoxFiles {

    public static final String SUFFIX = ".ffbox";

    /** Leaves room for the numbers in the 255 bytes that file systems allow. */
    private static final int MAX_APP = 64;

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private BoxFiles() {}

    /** {@code <app>-<startMillis>-<pid>.ffbox}; what does not belong into a file name becomes an underscore. */
    public static String name(String app, long startEpochMillis, long pid) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < app.length() && i < MAX_APP; i++) {
            char c = app.charAt(i);
            name.append(PLAIN.indexOf(c) >= 0 || (c == '.' && i > 0) ? c : '_');
        }
        if (name.length() == 0) {
            name.append("app");
        }
        return name.append('-')
                .append(startEpochMillis)
                .append('-')
                .append(pid)
                .append(SUFFIX)
                .toString();
    }

    /** The boxes of a directory, the last written first; none where it cannot be listed. */
    public static File[] list(File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            return new File[0];
        }
        File[] boxes = new File[files.length];
        long[] written = new long[files.length];
        int count = 0;
        for (File file : files) {
            if (file.getName().endsWith(SUFFIX) && file.isFile()) {
                // Insertion: a directory holds tens of boxes, and their times must not change while they are sorted.
                long time = file.lastModified();
                int at = count++;
                for (; at > 0 && written[at - 1] < time; at--) {
                    boxes[at] = boxes[at - 1];
                    written[at] = written[at - 1];
                }
                boxes[at] = file;
                written[at] = time;
            }
        }
        return Arrays.copyOf(boxes, count);
    }

    /**
     * Deletes the boxes of dead processes that exceed one of the limits, oldest first.
     *
     * @param own the caller's box, never touched; it counts towards the limits
     * @param keep how many boxes stay at most
     * @param maxBytes how many bytes they have together at most
     * @param oldestEpochMillis boxes last written before this moment go
     * @return how many were deleted
     */
    public static int prune(File directory, File own, int keep, long maxBytes, long oldestEpochMillis) {
        int kept = 1;
        long bytes = own.length();
        int deleted = 0;
        for (File box : list(directory)) {
            if (box.getName().equals(own.getName())) {
                continue;
            }
            boolean fits = kept < keep && bytes + box.length() <= maxBytes && box.lastModified() >= oldestEpochMillis;
            if (!fits && !Liveness.isAlive(box) && box.delete()) {
                deleted++;
            } else {
                kept++;
                bytes += box.length();
            }
        }
        return deleted;
    }
}
