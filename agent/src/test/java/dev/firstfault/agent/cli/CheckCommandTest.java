package dev.firstfault.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @Test
    void tellsWhereEachOptionComesFrom() throws Exception {
        Path config = Files.writeString(dir.resolve("f.properties"), "keep=3\n");
        assertThat(check("keep-days=9,config=" + config, "dir=" + dir)).isEqualTo(CommandLine.DONE);
        assertThat(page())
                .contains("keep=3 (config file)\n")
                .contains("keep-days=9 (agent argument)\n")
                .contains("bind=0.0.0.0 (default)\n")
                .contains("at most 3 of dead processes of an application")
                .doesNotContain("NOT CLEAR");
    }

    @Test
    void namesWhatItDoesNotUnderstand() throws Exception {
        assertThat(check("prot=9404,dir=" + dir)).isEqualTo(CommandLine.WRONG_USAGE);
        assertThat(page()).contains("NOT CLEAR   unknown option 'prot', ignored; did you mean 'port'?\n");
        assertThat(check("--prot", "9404")).isEqualTo(CommandLine.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown option '--prot'");
    }

    @Test
    void makesNoDirectoryAndPassesOverThoseThatCannotBe() throws Exception {
        Path absent = dir.resolve("a/b");
        assertThat(check("dir=" + absent)).isEqualTo(CommandLine.DONE);
        assertThat(page()).contains("DIRECTORY   " + absent + " (would be made), ");
        assertThat(absent).doesNotExist();

        Path file = Files.createFile(dir.resolve("file"));
        check("dir=" + file.resolve("below"));
        assertThat(page()).contains("DIRECTORY   " + file + "/below is passed over: " + file + " is no directory\n");
    }

    @Test
    void saysWhichPortIsFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            check("port=" + taken.getLocalPort() + ",dir=" + dir);
            assertThat(page()).contains("PORT        " + taken.getLocalPort() + " is taken, ");
        }
        check("port=off,dir=" + dir);
        assertThat(page()).contains("PORT        none: nothing is served\n");
    }

    @Test
    void saysWhomItLeavesAlone() throws Exception {
        assertThat(check("--main", "org.apache.hadoop.fs.FsShell -ls /", "dir=" + dir))
                .isEqualTo(CommandLine.DONE);
        assertThat(page())
                .contains("ROLE        skipped: org.apache.hadoop.fs.FsShell is a tool or a command-line client")
                .doesNotContain("PORT");
        check("--main", "org.apache.hadoop.hive.metastore.HiveMetaStore", "dir=" + dir);
        assertThat(page())
                .contains("ROLE        metastore, by its main class ")
                .contains("BOXES       0 of metastore, ");
        check("--main", "org.apache.hadoop.fs.FsShell -ls /", "role=app,dir=" + dir);
        assertThat(page()).contains("ROLE        app, because the agent argument says so\n");
    }

    @Test
    void looksAtARunningJvm() throws Exception {
        assertThat(check(Long.toString(ProcessHandle.current().pid()), "dir=" + dir))
                .isEqualTo(CommandLine.DONE);
        assertThat(page())
                .contains(" in process " + ProcessHandle.current().pid() + "\n")
                .contains("ATTACHED    no -javaagent of this name")
                .contains("MEMORY      ");
        assertThat(check("999999999")).isEqualTo(CommandLine.UNREADABLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot check: there is no process 999999999");
    }

    private int check(String... arguments) throws Exception {
        out.reset();
        List<String> all = new java.util.ArrayList<>(List.of("check"));
        all.addAll(List.of(arguments));
        return CommandLine.run(all, new PrintStream(out, true), new PrintStream(err, true));
    }

    private String page() throws IOException {
        return out.toString(StandardCharsets.UTF_8);
    }
}
