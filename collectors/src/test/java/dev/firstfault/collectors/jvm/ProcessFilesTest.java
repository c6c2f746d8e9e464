package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.FrameField.CPU_MILLIS;
import static dev.firstfault.signals.FrameField.HOST_AVAILABLE;
import static dev.firstfault.signals.FrameField.OPEN_FILES;
import static dev.firstfault.signals.FrameField.RSS;
import static dev.firstfault.signals.FrameField.SWAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFilesTest {

    @TempDir
    Path directory;

    @Test
    void levelsAreReadInTheirUnits() {
        FakeFiles files = new FakeFiles(directory)
                .with(
                        "proc/self/status",
                        "Name:\tjava\nVmHWM:\t  9000 kB\nVmRSS:\t  2000 kB\nVmSwap:\t  300 kB\nThreads:\t20\n")
                .with("proc/meminfo", "MemTotal: 9000 kB\nMemFree: 100 kB\nMemAvailable: 4000 kB\n")
                .with("proc/self/stat", "7 (java (x)) S 1 7 7 0 -1 4 100 0 0 0 250 150 0 0 20 0 20 0 999 0 0\n");
        Frame frame = new Frame();

        new ProcessFiles(files.proc()).fill(frame, true);

        assertThat(frame.get(RSS)).isEqualTo(2000 * 1024);
        assertThat(frame.get(SWAPPED)).isEqualTo(300 * 1024);
        assertThat(frame.get(HOST_AVAILABLE)).isEqualTo(4000 * 1024);
        assertThat(frame.get(CPU_MILLIS)).isEqualTo(4000);
    }

    @Test
    void ownProcessHasMemoryTimeAndDescriptors() {
        Frame frame = new Frame();

        new ProcessFiles(new File("/proc")).fill(frame, true);

        assertThat(frame.get(RSS)).isBetween(1L << 20, 1L << 40);
        assertThat(frame.get(CPU_MILLIS)).isPositive();
        assertThat(frame.get(OPEN_FILES)).isBetween(3L, 100_000L);
    }

    @Test
    void descriptorsAreNotCountedWhereNothingMayBeAllocated() {
        Frame frame = new Frame();

        new ProcessFiles(new File("/proc")).fill(frame, false);

        assertThat(frame.has(OPEN_FILES)).isFalse();
        assertThat(frame.has(RSS)).isTrue();
    }

    @Test
    void withoutProcEverythingIsUnknown() {
        Frame frame = new Frame();

        new ProcessFiles(directory.resolve("none").toFile()).fill(frame, true);

        assertThat(frame.has(RSS)).isFalse();
        assertThat(frame.has(CPU_MILLIS)).isFalse();
        assertThat(frame.has(OPEN_FILES)).isFalse();
    }
}
