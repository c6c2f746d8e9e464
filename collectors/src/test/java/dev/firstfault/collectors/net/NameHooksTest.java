package dev.firstfault.collectors.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.jvm.ChildJvm;
import dev.firstfault.collectors.jvm.ChildJvm.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Look-ups of host names, seen from inside, on every JDK at hand. */
class NameHooksTest {

    @TempDir
    static Path directory;

    private static ChildJvm jvm;

    @BeforeAll
    static void compile() throws Exception {
        jvm = new ChildJvm(directory);
    }

    static Stream<Path> javas() throws IOException {
        return ChildJvm.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void namesThatAreInNoCacheAreSeenFoundOrNot(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "look-up");

        assertThat(ending.lines().subList(0, 6))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("LOOKING localhost"),
                        line -> assertThat(line).isEqualTo("LOOKED localhost"),
                        line -> assertThat(line).isEqualTo("LOOKING no-such-host.invalid"),
                        line -> assertThat(line).isEqualTo("LOOKED no-such-host.invalid"),
                        line -> assertThat(line)
                                .startsWith("RECORD|NAME_RESOLVED|no-such-host.invalid|1|0|"
                                        + "java.net.UnknownHostException|no-such-host.invalid"),
                        line -> assertThat(line).startsWith("THROWN no-such-host.invalid"));
        assertThat(ending.exitCode()).isZero();
    }
}
