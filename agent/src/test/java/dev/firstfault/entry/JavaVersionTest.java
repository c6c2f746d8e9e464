package dev.firstfault.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_262", "1.8.0_504", "1.8.0_262-b10", "9", "11.0.2", "17.0.15", "26-ea"})
    void from8u262OnTheAgentRuns(String version) {
        assertThat(JavaVersion.isSupported(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_261", "1.8.0_40", "1.8.0", "1.7.0_80", "1.6.0_45"})
    void beforeItDoesNot(String version) {
        assertThat(JavaVersion.isSupported(version)).isFalse();
    }
}
