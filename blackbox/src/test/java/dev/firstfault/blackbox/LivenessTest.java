package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivenessTest {

    private static final long WRITTEN = 1_700_000_000_000L;
    private static final long AT_ONCE = WRITTEN + 500;
    private static final long AFTER_A_QUARTER_MINUTE = WRITTEN + 15_000;
    private static final long AFTER_MINUTES = WRITTEN + 180_000;
    private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path dir;

    @Test
    void whoHoldsTheLockLives() throws IOException {
        try (BlackBoxWriter writer = Boxes.create(dir.resolve("a.ffbox"))) {
            writer.claim((part, why) -> {});
            assertThat(Liveness.of(writer.file(), Long.MAX_VALUE)).isEqualTo(Liveness.ALIVE);
        }
    }

    @Test
    void whoHasItsProcessIdStillLivesWithoutALock() throws IOException {
        File young = box(Map.of(ProcessInfo.PID, OWN_PID, ProcessInfo.START_TICKS, ownTicks()));
        assertThat(Liveness.of(young, AFTER_MINUTES)).isEqualTo(Liveness.ALIVE);
        assertThat(BlackBoxReader.read(young).alive()).isTrue();
    }

    @Test
    void whoLetTheLockGoOnThisMachineIsDead() throws IOException {
        File killed =
                box(Map.of(ProcessInfo.PID, "1", ProcessInfo.PID_NAMESPACE, "pid:[1]", ProcessInfo.BOX_LOCKED, "true"));
        assertThat(Liveness.of(killed, AT_ONCE)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void whoseProcessIdIsAnothersIsDead() throws IOException {
        File killed = box(Map.of(
                ProcessInfo.PID,
                OWN_PID,
                ProcessInfo.START_TICKS,
                "1",
                ProcessInfo.PID_NAMESPACE,
                ClaimFacts.pidNamespace(),
                ProcessInfo.BOX_LOCKED,
                "false"));
        assertThat(Liveness.of(killed, AT_ONCE)).isEqualTo(Liveness.DEAD);
        assertThat(BlackBoxReader.read(killed).alive()).isFalse();
    }

    @Test
    void withoutLocksThoseOfAnotherContainerAreGivenMinutes() throws IOException {
        File elsewhere = box(Map.of(
                ProcessInfo.PID, OWN_PID, ProcessInfo.PID_NAMESPACE, "pid:[1]", ProcessInfo.BOX_LOCKED, "false"));
        assertThat(Liveness.of(elsewhere, AFTER_A_QUARTER_MINUTE)).isEqualTo(Liveness.UNKNOWN);
        assertThat(Liveness.of(elsewhere, AFTER_MINUTES)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void thoseOfAnotherMachineAreGivenMinutesWhateverTheirLock() throws IOException {
        File elsewhere = box(Map.of(
                ProcessInfo.BOOT_ID,
                "another boot",
                ProcessInfo.PID,
                OWN_PID,
                ProcessInfo.START_TICKS,
                ownTicks(),
                ProcessInfo.BOX_LOCKED,
                "true"));
        assertThat(Liveness.of(elsewhere, AFTER_A_QUARTER_MINUTE)).isEqualTo(Liveness.UNKNOWN);
        assertThat(Liveness.of(elsewhere, AFTER_MINUTES)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void whoDiedBeforeItsFirstSecondIsGivenAQuarterMinute() throws IOException {
        File early = box(Map.of(ProcessInfo.PID, OWN_PID, ProcessInfo.START_TICKS, "1"));
        assertThat(Liveness.of(early, AT_ONCE)).isEqualTo(Liveness.UNKNOWN);
        assertThat(Liveness.of(early, AFTER_A_QUARTER_MINUTE)).isEqualTo(Liveness.DEAD);
    }

    @Test
    void whoseBoxIsCompleteIsDeadForAllThatMatters() throws IOException {
        File file = dir.resolve("a.ffbox").toFile();
        try (BlackBoxWriter writer = BlackBoxWriter.create(file, Boxes.info(), 0, 0, 1)) {
            writer.state(ProcessState.CLEAN);
        }
        assertThat(file.setLastModified(WRITTEN)).isTrue();
        assertThat(Liveness.of(file, AT_ONCE)).isEqualTo(Liveness.DEAD);
    }

    /** Of a process of this boot, but for what the facts say; last written at {@link #WRITTEN}. */
    private File box(Map<String, String> facts) throws IOException {
        File file = dir.resolve("a.ffbox").toFile();
        Map<String, String> values = new LinkedHashMap<>(Map.of(ProcessInfo.BOOT_ID, ProcStat.bootId()));
        values.putAll(facts);
        BlackBoxWriter.create(file, new ProcessInfo(values), 0, 0, 1).close();
        assertThat(file.setLastModified(WRITTEN)).isTrue();
        return file;
    }

    private static String ownTicks() {
        return Long.toString(ProcStat.startTicks("self"));
    }
}
