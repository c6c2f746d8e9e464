package dev.firstfault.collectors.jvm;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of this process's control group are, from {@code /proc/self/cgroup} and {@code /proc/self/mountinfo}.
 * cgroups(7), proc(5).
 */
final class CgroupPaths {

    private final List<File> directories;
    private final boolean v2;

    private CgroupPaths(List<File> directories, boolean v2) {
        this.directories = directories;
        this.v2 = v2;
    }

    /** The process's own group first, then its ancestors as far as they can be seen from here; maybe empty. */
    List<File> directories() {
        return directories;
    }

    boolean v2() {
        return v2;
    }

    /**
     * The groups that {@code controller} ("memory", "cpu") puts this process in.
     *
     * @param root where the mount points of mountinfo are, "/" but in tests
     */
    static CgroupPaths of(String controller, File proc, File root) throws IOException {
        return ofProcess(controller, new File(proc, "self"), root);
    }

    /** As above, of the process whose folder in {@code /proc} is {@code self}. */
    static CgroupPaths ofProcess(String controller, File self, File root) throws IOException {
        String v1Path = null;
        String v2Path = null;
        for (String line : lines(new File(self, "cgroup"))) {
            // hierarchy-id:controller,controller:path, where v2 is "0::path"
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first < 0 || second < 0) {
                continue;
            }
            String controllers = line.substring(first + 1, second);
            if (controllers.isEmpty()) {
                v2Path = line.substring(second + 1);
            } else if (listed(controller, controllers)) {
                v1Path = line.substring(second + 1);
            }
        }
        // A host with both mounts has its controllers in v1.
        boolean v2 = v1Path == null;
        String path = v2 ? v2Path : v1Path;
        return new CgroupPaths(path == null ? new ArrayList<>() : directories(self, root, controller, path, v2), v2);
    }

    private static List<File> directories(File self, File root, String controller, String path, boolean v2)
            throws IOException {
        List<File> found = new ArrayList<>();
        for (String line : lines(new File(self, "mountinfo"))) {
            // 36 35 98:0 /root /mount/point options optional... - type source superoptions
            int separator = line.indexOf(" - ");
            if (separator < 0) {
                continue;
            }
            String[] mount = words(line.substring(0, separator));
            String[] filesystem = words(line.substring(separator + 3));
            if (mount.length < 5 || filesystem.length < 3) {
                continue;
            }
            boolean wanted = v2
                    ? filesystem[0].equals("cgroup2")
                    : filesystem[0].equals("cgroup") && listed(controller, filesystem[2]);
            if (wanted) {
                addWithAncestors(found, new File(root, mount[4]), inMount(path, mount[3]));
                return found;
            }
        }
        return found;
    }

    /** The group's path below the mount point; the mount point itself where the path is not below the mount's root. */
    private static String inMount(String path, String mountRoot) {
        if (mountRoot.equals("/")) {
            // With a namespace of its own a process can be outside of what it sees: "/../other".
            return path.startsWith("/..") ? "" : path;
        }
        return path.startsWith(mountRoot + "/") ? path.substring(mountRoot.length()) : "";
    }

    private static void addWithAncestors(List<File> found, File mountPoint, String path) {
        @Nullable String rest = path;
        while (rest != null) {
            File directory = rest.isEmpty() || rest.equals("/") ? mountPoint : new File(mountPoint, rest);
            if (directory.isDirectory() && !found.contains(directory)) {
                found.add(directory);
            }
            int slash = rest.lastIndexOf('/');
            rest = slash < 0 ? null : rest.substring(0, slash);
        }
    }

    private static boolean listed(String word, String list) {
        return ("," + list + ",").contains("," + word + ",");
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from <= line.length()) {
            int to = line.indexOf(' ', from);
            to = to < 0 ? line.length() : to;
            words.add(line.substring(from, to));
            from = to + 1;
        }
        return words.toArray(new String[0]);
    }

    private static List<String> lines(File file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
