package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ProcessInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final String NO_CONTAINER = "pid:[4026531836]";
    private static final long MINUTE = 60_000;

    @Test
    void aBootTellsOfAProcessOfTheSameMachineThatCameUpAgainSoonAfter() {
        ProcessInfo process = process("here", NO_CONTAINER);
        assertThat(Aftermath.isOf(process, "here", 2 * MINUTE)).isTrue();
        assertThat(Aftermath.isOf(process, "there", 2 * MINUTE)).isFalse();
        assertThat(Aftermath.isOf(process, "here", 20 * MINUTE)).isFalse();
        assertThat(Aftermath.isOf(process, "here", -MINUTE)).isFalse();
    }

    @Test
    void aBootTellsNothingOfAContainerOrOfAnUnknownPlace() {
        assertThat(Aftermath.isOf(process("here", "pid:[1]"), "here", MINUTE)).isFalse();
        assertThat(Aftermath.isOf(process("", NO_CONTAINER), "", MINUTE)).isFalse();
    }

    private static ProcessInfo process(String host, String namespace) {
        return new ProcessInfo(Map.of(ProcessInfo.HOST, host, ProcessInfo.PID_NAMESPACE, namespace));
    }
}
