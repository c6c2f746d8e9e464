package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ProcessInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLimitsTest {

    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max processes             96365                96365                processes
            Max open files            4096                 524288               files
            """;

    @TempDir
    Path directory;

    @Test
    void limitsAreThoseOfTheProcessAndOfItsGroup() {
        FakeFiles files = new FakeFiles(directory)
                .with("proc/self/limits", LIMITS)
                .with("proc/meminfo", "MemTotal:       24683896 kB\nMemFree: 1 kB\n")
                .with("proc/self/cgroup", "8:pids:/pod\n")
                .with("proc/self/mountinfo", "1 2 0:1 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n")
                .with("sys/fs/cgroup/pids/pod/pids.max", "120\n")
                .with("sys/fs/cgroup/pids/pids.max", "max\n");

        Map<String, String> facts = read(files);

        assertThat(facts)
                .containsEntry(ProcessInfo.MAX_FILES, "4096")
                .containsEntry(ProcessInfo.MAX_THREADS, "120")
                .containsEntry(ProcessInfo.HOST_MEMORY, String.valueOf(24_683_896L * 1024));
    }

    @Test
    void withoutAGroupTheUsersLimitCounts() {
        assertThat(read(new FakeFiles(directory).with("proc/self/limits", LIMITS)))
                .containsEntry(ProcessInfo.MAX_THREADS, "96365");
    }

    @Test
    void withoutProcNothingIsKnown() {
        assertThat(read(new FakeFiles(directory))).isEmpty();
    }

    private static Map<String, String> read(FakeFiles files) {
        Map<String, String> facts = new HashMap<>();
        ProcessLimits.read(files.proc(), files.root(), facts);
        return facts;
    }
}
