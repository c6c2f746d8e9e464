package dev.firstfault.blackbox;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the flight recorder keeps its recording of a process: in {@code flight/} beside the box, under the box's name. The
 * recorder deletes it when the process ends in order; what it leaves is of one that was killed.
 */
public final class FlightFiles {

    /** As many recordings of dead processes stay; of earlier ones the boxes tell enough. */
    static final int KEPT = 3;

    /** A recorder writes each second: what it has not touched for so long is of a dead process, also where its box is gone. */
    private static final long SILENT_MILLIS = 10 * 60_000L;

    private static final String FOLDER = "flight";
    private static final String SUFFIX = ".jfr";

    private FlightFiles() {}

    /** The directory that the process of this box has for its recording; there or not. */
    public static File directory(File box) {
        String name = box.getName();
        String plain =
                name.endsWith(BoxFiles.SUFFIX) ? name.substring(0, name.length() - BoxFiles.SUFFIX.length()) : name;
        return new File(new File(BoxFiles.directoryOf(box), FOLDER), plain);
    }

    /** The part of its recording that was written last, or null where there is none. */
    public static @Nullable File recording(File box) {
        return lastPart(directory(box));
    }

    /**
     * Deletes what lies beside this box of recordings of dead processes, but for the {@link #KEPT} written last whose boxes
     * are there.
     *
     * @param own the caller's box; its recording is never touched
     */
    public static void prune(File own, long nowEpochMillis) {
        File[] directories = new File(BoxFiles.directoryOf(own), FOLDER).listFiles();
        if (directories == null) {
            return;
        }
        List<File> dead = new ArrayList<>();
        List<Long> written = new ArrayList<>();
        for (File directory : directories) {
            File part = lastPart(directory);
            long time = part == null ? directory.lastModified() : part.lastModified();
            File box = new File(BoxFiles.directoryOf(own), directory.getName() + BoxFiles.SUFFIX);
            if (directory.equals(directory(own)) || mayLive(box, time, nowEpochMillis)) {
                continue;
            }
            if (part == null || !box.isFile()) {
                delete(directory);
                continue;
            }
            int at = 0;
            while (at < dead.size() && written.get(at) >= time) {
                at++;
            }
            dead.add(at, directory);
            written.add(at, time);
        }
        for (int i = KEPT; i < dead.size(); i++) {
            delete(dead.get(i));
        }
    }

    private static boolean mayLive(File box, long written, long now) {
        return box.isFile() ? Liveness.of(box, now) != Liveness.DEAD : now - written < SILENT_MILLIS;
    }

    /** Each part is a file in a folder of the recorder's own, which it names after the time. */
    private static @Nullable File lastPart(File directory) {
        File last = null;
        for (File folder : files(directory)) {
            for (File part : files(folder)) {
                boolean later = last == null || part.lastModified() >= last.lastModified();
                if (later && part.getName().endsWith(SUFFIX) && part.length() > 0) {
                    last = part;
                }
            }
        }
        return last;
    }

    /** Of what is there, the parts of recordings alone: what else somebody put there stays, and so do the folders around it. */
    private static void delete(File directory) {
        for (File folder : files(directory)) {
            for (File part : files(folder)) {
                if (part.getName().endsWith(SUFFIX)) {
                    part.delete(); // what cannot be deleted now is tried again by the next process
                }
            }
            folder.delete();
        }
        directory.delete();
    }

    private static File[] files(File directory) {
        File[] files = directory.listFiles();
        return files == null ? new File[0] : files;
    }
}
