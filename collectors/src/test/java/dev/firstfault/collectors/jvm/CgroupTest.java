package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CGROUP_CURRENT;
import static dev.firstfault.signals.FrameField.CGROUP_LIMIT;
import static dev.firstfault.signals.FrameField.CGROUP_LIMIT_HITS;
import static dev.firstfault.signals.FrameField.CPU_THROTTLED_MILLIS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {

    private static final String V2_MOUNT =
            "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup rw,nsdelegate\n";
    private static final String V1_MOUNTS = """
            32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """;

    @TempDir
    Path directory;

    private FakeFiles files;

    @BeforeEach
    void makeRoot() {
        files = new FakeFiles(directory);
    }

    @Test
    void containerOfVersion2SeesItsLimitAtTheMountPoint() throws Exception {
        process("0::/\n", V2_MOUNT);
        files.with("sys/fs/cgroup/memory.current", "1000\n")
                .with("sys/fs/cgroup/memory.max", "2000\n")
                .with("sys/fs/cgroup/memory.events", "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n")
                .with("sys/fs/cgroup/cpu.max", "50000 100000\n")
                .with("sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_throttled 2\nthrottled_usec 7000\n");

        Frame frame = filled();

        assertThat(frame.get(CGROUP_CURRENT)).isEqualTo(1000);
        assertThat(frame.get(CGROUP_LIMIT)).isEqualTo(2000);
        assertThat(frame.get(CGROUP_LIMIT_HITS)).isEqualTo(12);
        assertThat(frame.get(CPU_THROTTLED_MILLIS)).isEqualTo(7);
    }

    @Test
    void tightestLimitOnTheWayUpIsTheOneThatCounts() throws Exception {
        process("0::/pod.slice/box.scope\n", V2_MOUNT);
        group("sys/fs/cgroup/pod.slice/box.scope", "100\n", "max\n");
        group("sys/fs/cgroup/pod.slice", "150\n", "400\n");
        group("sys/fs/cgroup", "900\n", "9000\n");

        Frame frame = filled();

        assertThat(frame.get(CGROUP_CURRENT)).isEqualTo(150);
        assertThat(frame.get(CGROUP_LIMIT)).isEqualTo(400);
    }

    @Test
    void withoutAnyLimitTheOwnGroupIsCountedAndTheLimitUnknown() throws Exception {
        process("0::/user.slice\n", V2_MOUNT);
        group("sys/fs/cgroup/user.slice", "100\n", "max\n");
        files.with("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n")
                .with("sys/fs/cgroup/user.slice/cpu.stat", "throttled_usec 0\n");

        Frame frame = filled();

        assertThat(frame.get(CGROUP_CURRENT)).isEqualTo(100);
        assertThat(frame.get(CGROUP_LIMIT)).isEqualTo(Frame.UNKNOWN);
        assertThat(frame.get(CPU_THROTTLED_MILLIS)).isEqualTo(Frame.UNKNOWN);
    }

    @Test
    void hybridHostHasItsControllersInVersion1() throws Exception {
        process("5:memory:/yarn/c1\n4:cpu,cpuacct:/yarn/c1\n0::/\n", V1_MOUNTS);
        files.with("sys/fs/cgroup/memory/yarn/c1/memory.usage_in_bytes", "500\n")
                .with("sys/fs/cgroup/memory/yarn/c1/memory.limit_in_bytes", "1024\n")
                .with("sys/fs/cgroup/memory/yarn/c1/memory.failcnt", "3\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
                .with("sys/fs/cgroup/cpu,cpuacct/yarn/c1/cpu.cfs_quota_us", "-1\n")
                .with("sys/fs/cgroup/cpu,cpuacct/yarn/cpu.cfs_quota_us", "20000\n")
                .with("sys/fs/cgroup/cpu,cpuacct/yarn/cpu.stat", "nr_throttled 1\nthrottled_time 5000000\n");

        Frame frame = filled();

        assertThat(frame.get(CGROUP_CURRENT)).isEqualTo(500);
        assertThat(frame.get(CGROUP_LIMIT)).isEqualTo(1024);
        assertThat(frame.get(CGROUP_LIMIT_HITS)).isEqualTo(3);
        assertThat(frame.get(CPU_THROTTLED_MILLIS)).isEqualTo(5);
    }

    @Test
    void containerOfVersion1SeesOnlyItsOwnMount() throws Exception {
        process(
                "5:memory:/docker/abc\n",
                "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n");
        files.with("sys/fs/cgroup/memory/memory.usage_in_bytes", "500\n")
                .with("sys/fs/cgroup/memory/memory.limit_in_bytes", "1024\n");

        assertThat(filled().get(CGROUP_LIMIT)).isEqualTo(1024);
    }

    @Test
    void hostWithoutGroupsHasNothingToWatch() throws Exception {
        process("", "");

        assertThat(MemoryGroup.open(CgroupPaths.of("memory", files.proc(), files.root())))
                .isNull();
        assertThat(CpuGroup.open(CgroupPaths.of("cpu", files.proc(), files.root())))
                .isNull();
    }

    private void process(String cgroup, String mountinfo) {
        files.with("proc/self/cgroup", cgroup)
                .with("proc/self/mountinfo", "23 28 0:21 / /proc rw - proc proc rw\n" + mountinfo);
    }

    private void group(String path, String current, String max) {
        files.with(path + "/memory.current", current).with(path + "/memory.max", max);
    }

    private Frame filled() throws IOException {
        Frame frame = new Frame();
        requireNonNull(MemoryGroup.open(CgroupPaths.of("memory", files.proc(), files.root())))
                .fill(frame, true);
        CpuGroup cpu = CpuGroup.open(CgroupPaths.of("cpu", files.proc(), files.root()));
        if (cpu != null) {
            cpu.fill(frame, true);
        }
        return frame;
    }
}
