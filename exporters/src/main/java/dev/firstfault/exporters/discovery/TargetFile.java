package dev.firstfault.exporters.discovery;

import dev.firstfault.exporters.json.JsonWriter;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.ProcessInfo;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * This process as a target of Prometheus's file-based discovery ({@code file_sd_configs}): the file
 * {@code <dir>/targets/<app>-<host>-<pid>.json}, there while the process serves metrics.
 *
 * <pre>
 * [{"targets": ["host:9404"], "labels": {"app": "...", "role": "...", "pid": "..."}}]
 * </pre>
 *
 * The host is in the name because containers that share a directory share process ids too.
 */
public final class TargetFile {

    private static final String SUFFIX = ".json";
    private static final String PART = "discovery";

    private final File file;

    private TargetFile(File file) {
        this.file = file;
    }

    /**
     * Writes the file, whole or not at all, and removes those of processes of this host that are gone. A failure is told
     * to {@code health}, never thrown.
     *
     * @param dir where the black boxes are
     * @param host what Prometheus is to connect to; see {@link #hostName}
     * @param port the port that is listened on
     */
    public static TargetFile write(File dir, ProcessInfo process, String host, int port, Health health) {
        File targets = new File(dir, "targets");
        String name = safe(process.get(ProcessInfo.APP)) + "-" + safe(host) + "-" + process.get(ProcessInfo.PID);
        TargetFile target = new TargetFile(new File(targets, name + SUFFIX));
        try {
            if (!targets.mkdirs() && !targets.isDirectory()) {
                throw new IOException("cannot make the directory " + targets);
            }
            removeStale(targets, safe(host));
            target.replace(content(process, host, port));
        } catch (IOException | RuntimeException failure) {
            health.degraded(PART, "Prometheus will not find this process by its target file: " + failure);
        }
        return target;
    }

    /** The file. */
    public File file() {
        return file;
    }

    /** Takes the target away: an orderly stop. */
    public void remove() {
        removed(file); // one that stays is removed by the next start
    }

    /**
     * The name of this host where it resolves, else {@code localhost}. Asks the resolver, which may take seconds.
     *
     * @param bind the address listened on; empty for all
     */
    public static String hostName(String bind) {
        if (!bind.isEmpty() && !isWildcard(bind)) {
            return bind.indexOf(':') >= 0 && !bind.startsWith("[") ? "[" + bind + "]" : bind;
        }
        try {
            String name = kernelHostName();
            InetAddress.getByName(name);
            return name;
        } catch (IOException | RuntimeException unknown) {
            return "localhost";
        }
    }

    private static boolean isWildcard(String bind) {
        return bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("[::]");
    }

    private static String kernelHostName() throws IOException {
        File name = new File("/proc/sys/kernel/hostname");
        if (!name.exists()) {
            return InetAddress.getLocalHost().getHostName();
        }
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(name), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line == null || line.isEmpty()) {
                throw new IOException("this host has no name");
            }
            return line;
        }
    }

    private static String content(ProcessInfo process, String host, int port) {
        return new JsonWriter()
                        .beginArray()
                        .beginObject()
                        .name("targets")
                        .beginArray()
                        .value(host + ":" + port)
                        .endArray()
                        .name("labels")
                        .beginObject()
                        .name("app")
                        .value(process.get(ProcessInfo.APP))
                        .name("role")
                        .value(process.get(ProcessInfo.ROLE))
                        .name("pid")
                        .value(process.get(ProcessInfo.PID))
                        .endObject()
                        .endObject()
                        .endArray()
                + "\n";
    }

    /** By a rename, so that Prometheus, which watches the directory, never reads half a file. */
    private void replace(String content) throws IOException {
        File fresh = new File(file.getParentFile(), file.getName() + ".new");
        try (OutputStream out = new FileOutputStream(fresh)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        if (!fresh.renameTo(file)) {
            throw new IOException("cannot rename " + fresh + (removed(fresh) ? "" : ", nor remove it"));
        }
    }

    private static boolean removed(File file) {
        return file.delete();
    }

    private static void removeStale(File targets, String host) {
        File processes = new File("/proc/self");
        String[] names = targets.list();
        if (names == null || !processes.exists()) {
            return; // without /proc nobody tells which processes are gone
        }
        for (String name : names) {
            String pid = pidOf(name, host);
            if (!pid.isEmpty() && !new File("/proc/" + pid).exists()) {
                removed(new File(targets, name)); // one that cannot be removed is not ours
            }
        }
    }

    /** The process id in the name of a target file of this host; empty for any other file. */
    private static String pidOf(String name, String host) {
        if (!name.endsWith(SUFFIX)) {
            return "";
        }
        String stem = name.substring(0, name.length() - SUFFIX.length());
        int dash = stem.lastIndexOf('-');
        if (dash < 0 || !stem.substring(0, dash).endsWith("-" + host)) {
            return "";
        }
        String pid = stem.substring(dash + 1);
        for (int i = 0; i < pid.length(); i++) {
            if (pid.charAt(i) < '0' || pid.charAt(i) > '9') {
                return "";
            }
        }
        return pid;
    }

    /** The text with everything replaced that a file name or a path could take amiss. */
    private static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            out.append(plain || c == '.' || c == '-' || c == '_' ? c : '_');
        }
        return out.toString();
    }
}
