package dev.firstfault.agent;

import dev.firstfault.agent.options.Option;
import dev.firstfault.agent.options.Options;
import dev.firstfault.blackbox.BoxBounds;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where this process may keep its box and its scrape target, and how many boxes may lie there. */
public final class WorkDirectory {

    /** Where the supported services are told to log, which is where people look and what outlives a restart. */
    private static final String[] LOG_DIRECTORIES = {"HADOOP_LOG_DIR", "HIVE_LOG_DIR", "SPARK_LOG_DIR", "LOG_DIRS"};

    private static final long DAY_MILLIS = 86_400_000L;

    private WorkDirectory() {}

    /**
     * The directories to try, best first: the one asked for, then those below known log directories, last the temporary
     * one.
     *
     * @param asked the option's value, empty where it is not set
     */
    public static List<File> candidates(String asked, Map<String, String> environment, String temporary, String user) {
        List<File> candidates = new ArrayList<>();
        if (!asked.isEmpty()) {
            candidates.add(new File(asked));
        }
        for (String variable : LOG_DIRECTORIES) {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                // YARN lists several; the first is as good as any.
                int comma = value.indexOf(',');
                candidates.add(new File(comma < 0 ? value : value.substring(0, comma), "firstfault"));
            }
        }
        // Named after the user: the temporary directory is shared, and a folder of somebody else's is of no use.
        candidates.add(new File(temporary, "firstfault-" + user));
        return candidates;
    }

    /** The first candidate that is, or can be made, a writable directory; null where none is. */
    public static @Nullable File firstWritable(List<File> candidates) {
        for (File candidate : candidates) {
            if ((candidate.isDirectory() || candidate.mkdirs()) && candidate.canWrite()) {
                return candidate;
            }
        }
        return null;
    }

    /** What the options say of the boxes that may stay. */
    public static BoxBounds bounds(Options options) {
        return new BoxBounds(
                options.number(Option.KEEP),
                (long) options.number(Option.KEEP_MB) << 20,
                options.number(Option.KEEP_DAYS) * DAY_MILLIS);
    }
}
