package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmFlagsTest {

    private final JvmFlags flags = new JvmFlags();

    @TempDir
    Path directory;

    @Test
    void onlyNamedFlagsAreKeptAndCommandsOnlyAsSet() {
        command("-Xmx1g -Dpassword=x -XX:+ExitOnOutOfMemoryError -XX:HeapDumpPath=/dumps -XX:+UseG1GC"
                + " -XX:OnOutOfMemoryError=mail_secret Main");

        assertThat(flags.values())
                .containsExactly(
                        entry("ExitOnOutOfMemoryError", "true"),
                        entry("HeapDumpPath", "/dumps"),
                        entry("OnOutOfMemoryError", "set"));
    }

    @Test
    void argumentsOfTheApplicationAreNotRead() {
        command("-cp -XX:+CrashOnOutOfMemoryError Main -XX:+ExitOnOutOfMemoryError");
        command("-jar app.jar -XX:+ExitOnOutOfMemoryError");
        command("-m mod/Main -XX:+ExitOnOutOfMemoryError");

        assertThat(flags.values()).isEmpty();
    }

    @Test
    void optionsBehindOnesWithAValueAreRead() {
        command("--add-opens java.base/java.lang=ALL-UNNAMED -cp a:b -XX:-ExitOnOutOfMemoryError Main");

        assertThat(flags.values()).containsExactly(entry("ExitOnOutOfMemoryError", "false"));
    }

    @Test
    void laterFlagWins() {
        flags.readOptions("-XX:+ExitOnOutOfMemoryError -XX:MaxMetaspaceSize=64m");
        command("-XX:-ExitOnOutOfMemoryError Main");

        assertThat(flags.values())
                .containsEntry("ExitOnOutOfMemoryError", "false")
                .containsEntry("MaxMetaspaceSize", "64m");
    }

    @Test
    void filesOfFlagsAreRead() throws Exception {
        Path options = Files.writeString(directory.resolve("options"), "-XX:+CrashOnOutOfMemoryError\n-Dx=y\n");
        Path hotspotrc = Files.writeString(directory.resolve("rc"), "+ExitOnOutOfMemoryError\nMaxHeapSize=1g\n");

        command("-XX:VMOptionsFile=" + options + " -XX:Flags=" + hotspotrc + " -XX:Flags=/none Main");

        assertThat(flags.values())
                .containsOnly(
                        entry("CrashOnOutOfMemoryError", "true"),
                        entry("ExitOnOutOfMemoryError", "true"),
                        entry("MaxHeapSize", "1g"));
    }

    private void command(String arguments) {
        flags.readCommandLine(("java " + arguments).split(" "));
    }
}
