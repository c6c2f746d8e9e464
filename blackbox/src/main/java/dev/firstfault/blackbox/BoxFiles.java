package dev.firstfault.blackbox;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the boxes of a directory are named and found. */
public final class BoxFiles {

    public static final String SUFFIX = ".ffbox";

    /** What a box takes on the disk, bytes. */
    public static final long SIZE = BoxFormat.FILE_SIZE;

    /** Leaves room for the numbers in the 255 bytes that file systems allow. */
    private static final int MAX_APP = 64;

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private BoxFiles() {}

    /** {@code <app>-<startMillis>-<pid>.ffbox}; what does not belong into a file name becomes an underscore. */
    public static String name(String app, long startEpochMillis, long pid) {
        return safe(app) + '-' + startEpochMillis + '-' + pid + SUFFIX;
    }

    private static String safe(String app) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < app.length() && i < MAX_APP; i++) {
            char c = app.charAt(i);
            name.append(PLAIN.indexOf(c) >= 0 || (c == '.' && i > 0) ? c : '_');
        }
        return name.length() == 0 ? "app" : name.toString();
    }

    /** What stands for the application in a box's name: all of it where it is not named as {@link #name} does. */
    static String appOf(String fileName) {
        int end = fileName.length() - SUFFIX.length();
        for (int number = 0; number < 2; number++) {
            int digit = end;
            while (digit > 0 && fileName.charAt(digit - 1) >= '0' && fileName.charAt(digit - 1) <= '9') {
                digit--;
            }
            if (digit == end || digit < 2 || fileName.charAt(digit - 1) != '-') {
                return fileName;
            }
            end = digit - 1;
        }
        return fileName.substring(0, end);
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

    /** The boxes beside {@code own} that are named after the same application, the last written first; without it. */
    public static List<File> ofSameApp(File own) {
        String app = appOf(own.getName());
        List<File> boxes = new ArrayList<>();
        for (File box : list(directoryOf(own))) {
            if (!box.getName().equals(own.getName()) && appOf(box.getName()).equals(app)) {
                boxes.add(box);
            }
        }
        return boxes;
    }

    static File directoryOf(File box) {
        File directory = box.getAbsoluteFile().getParentFile();
        return directory == null ? box : directory;
    }
}
