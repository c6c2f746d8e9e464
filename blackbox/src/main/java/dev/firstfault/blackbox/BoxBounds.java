package dev.firstfault.blackbox;

import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** How many boxes may lie in a directory. Nothing is deleted of which it cannot be told that its process is dead. */
public final class BoxBounds {

    private final int keep;
    private final long maxBytes;
    private final long maxAgeMillis;

    /**
     * @param keep how many boxes of dead processes of each application stay at most, so that one that restarts often does
     *     not drive out the others'
     * @param maxBytes how many bytes all boxes have together at most
     * @param maxAgeMillis boxes that were last written longer ago go
     */
    public BoxBounds(int keep, long maxBytes, long maxAgeMillis) {
        this.keep = keep;
        this.maxBytes = maxBytes;
        this.maxAgeMillis = maxAgeMillis;
    }

    /**
     * Whether the bounds are exceeded by more than a quarter: then processes came and went too fast to prune, and one of
     * them has to take the time. Counts names, and looks at nothing else.
     */
    public boolean isCrowded(File own) {
        String[] names = BoxFiles.directoryOf(own).list();
        if (names == null) {
            return false;
        }
        String app = BoxFiles.appOf(own.getName());
        long all = 0;
        long ofApp = 0;
        for (String name : names) {
            if (name.endsWith(BoxFiles.SUFFIX)) {
                all++;
                ofApp += BoxFiles.appOf(name).equals(app) ? 1 : 0;
            }
        }
        return ofApp > keep + keep / 4 || all * BoxFormat.FILE_SIZE * 4 / 5 > maxBytes;
    }

    /**
     * Deletes the boxes of dead processes beside this one that exceed a bound, oldest first.
     *
     * @param own the caller's box, never touched
     * @param nowEpochMillis the wall clock
     * @return how many were deleted
     */
    public int prune(File own, long nowEpochMillis) {
        Map<String, Integer> kept = new HashMap<>();
        long bytes = own.length();
        int deleted = 0;
        for (File box : BoxFiles.list(BoxFiles.directoryOf(own))) {
            if (box.getName().equals(own.getName())) {
                continue;
            }
            if (Liveness.of(box, nowEpochMillis) != Liveness.DEAD) {
                bytes += box.length();
                continue;
            }
            String app = BoxFiles.appOf(box.getName());
            Integer known = kept.get(app);
            int ofApp = known == null ? 0 : known;
            boolean fits = ofApp < keep
                    && bytes + box.length() <= maxBytes
                    && box.lastModified() >= nowEpochMillis - maxAgeMillis;
            if (!fits && box.delete()) {
                deleted++;
            } else {
                kept.put(app, ofApp + 1);
                bytes += box.length();
            }
        }
        return deleted;
    }
}
