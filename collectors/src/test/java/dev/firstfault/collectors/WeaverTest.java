package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WeaverTest {

    private static final String CLOSE = "dev.firstfault.collectors.jdbc.CloseAdvice";

    private final RecordedSignals signals = new RecordedSignals();
    private final Weaver weaver = new Weaver(WovenLoader::adviceFile, signals, signals);

    @Test
    void typeWithoutTheHookedMethodIsReportedAndLeftAlone() {
        List<Hook> hooks = ProbeSpec.named("a-probe")
                .onType(Subject.class.getName())
                .hook("open", null, CLOSE)
                .build()
                .hooks();

        assertThat(weave(classFile(), hooks)).isNull();
        assertThat(signals.of(SignalKind.UNHOOKED))
                .singleElement()
                .extracting(Signal::resource)
                .isEqualTo(new Resource(ResourceKind.AGENT_PART, "a-probe: " + Subject.class.getName() + ".open"));
        assertThat(signals.degraded()).singleElement().asString().startsWith("probe:a-probe: ");
    }

    @Test
    void methodThatOnlySomeVersionsHaveMayBeMissing() {
        List<Hook> hooks = ProbeSpec.named("a-probe")
                .onType(Subject.class.getName())
                .hook("close", "()", CLOSE)
                .hookIfThere("open", null, CLOSE)
                .build()
                .hooks();

        assertThat(weave(classFile(), hooks)).isNotNull();
        assertThat(signals.degraded()).isEmpty();
    }

    @Test
    void hookMayNameTheMethodOfSeveralVersions() {
        List<Hook> hooks = ProbeSpec.named("a-probe")
                .onType(Subject.class.getName())
                .hook("shutdown|close", "()", CLOSE)
                .build()
                .hooks();

        assertThat(weave(classFile(), hooks)).isNotNull();
        assertThat(hooks.get(0).matches("clos", "()V")).isFalse();
        assertThat(hooks.get(0).matches("shutdown", "()V")).isTrue();
        assertThat(hooks.get(0).matches("close", "(I)V")).isFalse();
    }

    @Test
    void classFileOfTheFutureIsLeftAlone() {
        byte[] future = classFile();
        future[7] = 99; // major version

        assertThat(weave(future, hooks())).isNull();
        assertThat(signals.degraded()).singleElement().asString().contains("could not hook");
    }

    @Test
    void brokenClassFileIsLeftAlone() {
        assertThat(weave(new byte[] {1, 2, 3}, hooks())).isNull();
        assertThat(signals.degraded()).hasSize(1);
    }

    @Test
    void missingAdviceLeavesTheClassAlone() {
        Weaver without = new Weaver(className -> null, signals, signals);

        assertThat(without.weave(Subject.class.getName().replace('.', '/'), classFile(), hooks()))
                .isNull();
        assertThat(signals.degraded()).hasSize(1);
    }

    private static List<Hook> hooks() {
        return ProbeSpec.named("a-probe")
                .onType(Subject.class.getName())
                .hook("close", "()", CLOSE)
                .build()
                .hooks();
    }

    private byte @Nullable [] weave(byte[] classFile, List<Hook> hooks) {
        return weaver.weave(Subject.class.getName().replace('.', '/'), classFile, hooks);
    }

    private static byte[] classFile() {
        return WovenLoader.classFileOf(Subject.class);
    }

    static final class Subject {
        void close() {}
    }
}
