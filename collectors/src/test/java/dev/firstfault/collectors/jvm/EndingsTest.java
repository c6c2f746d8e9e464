package dev.firstfault.collectors.jvm;

import static dev.firstfault.signals.StopCause.END_OF_MAIN;
import static dev.firstfault.signals.StopCause.EXIT_CALL;
import static dev.firstfault.signals.StopCause.SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.jvm.ChildJvm.Ending;
import dev.firstfault.signals.StopCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a JVM ends, seen from inside, on every JDK at hand. */
class EndingsTest {

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
    void exitIsRecordedWithItsCallerBeforeTheHooksRun(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "exit");

        assertThat(ending.exitCode()).isEqualTo(7);
        assertThat(ending.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("RECORD|EXIT_CALLED||7|0|Runtime.exit|status 7|main|EndingApp.leave("),
                        line -> assertThat(line).isEqualTo(stopping(EXIT_CALL, 7)));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void exitOfAnotherThreadIsRecordedToo(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "exit-in-thread");

        assertThat(ending.exitCode()).isEqualTo(7);
        assertThat(ending.lines().get(0)).contains("|EXIT_CALLED||7|").contains("|leaver|EndingApp.leave(");
        assertThat(ending.lines()).endsWith(stopping(EXIT_CALL, 7));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void exitIsFoundInTheStacksWhereNothingIsHooked(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(false), "EndingApp", "exit-in-thread");

        assertThat(ending.exitCode()).isEqualTo(7);
        assertThat(ending.lines())
                .satisfiesExactly(line -> assertThat(line)
                        .startsWith(stopping(EXIT_CALL, -1) + "Runtime.exit|")
                        .contains("|leaver|EndingApp.leave("));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void haltLeavesItsRecordAndNothingElse(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "halt");

        assertThat(ending.exitCode()).isEqualTo(9);
        assertThat(ending.lines())
                .satisfiesExactly(line -> assertThat(line)
                        .startsWith("RECORD|HALT_CALLED||9|0|Runtime.halt|status 9|main|EndingApp.main("));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void mainThatDiesOfAnExceptionNamesItsRootWithoutSecrets(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "uncaught");

        assertThat(ending.exitCode()).isEqualTo(1);
        assertThat(ending.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("RECORD|UNCAUGHT|main|1|0|java.lang.IllegalArgumentException|"
                                        + "Too many connections, password=*** given"
                                        + " (in java.lang.IllegalStateException: cannot start)|main|EndingApp.main("),
                        line -> assertThat(line).isEqualTo(stopping(END_OF_MAIN, 1)));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void deathInNestedGroupsIsRecordedOnce(Path java) throws Exception {
        Ending ending = jvm.run(java, jvm.agent(true), "EndingApp", "uncaught-in-group");

        assertThat(ending.exitCode()).isZero();
        assertThat(ending.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("RECORD|UNCAUGHT|worker|0|0|java.lang.IllegalStateException|lost|worker|"),
                        line -> assertThat(line).isEqualTo(stopping(END_OF_MAIN, -1)));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void terminationIsASignalHookedOrNot(Path java) throws Exception {
        for (boolean hooks : new boolean[] {true, false}) {
            Ending ending = jvm.run(java, jvm.agent(hooks), "EndingApp", "term");

            assertThat(ending.exitCode()).isEqualTo(143);
            assertThat(ending.lines()).isEqualTo(List.of("READY", stopping(SIGNAL, 143)));
        }
    }

    private static String stopping(StopCause cause, int status) {
        return "RECORD|STOPPING||" + cause.id() + "|" + status + "|";
    }
}
