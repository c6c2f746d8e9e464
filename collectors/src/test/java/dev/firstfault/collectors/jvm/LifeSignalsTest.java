package dev.firstfault.collectors.jvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeSignalsTest {

    private final RecordingSink sink = new RecordingSink();
    private final LifeSignals life = new LifeSignals(sink);

    @Test
    void exitCarriesItsStatusAndCallers() {
        life.exiting(3);

        Signal signal = sink.signals.get(0);
        assertThat(signal.kind()).isEqualTo(SignalKind.EXIT_CALLED);
        assertThat(signal.v1()).isEqualTo(3);
        ErrorDetail detail = requireNonNull(signal.error());
        assertThat(detail.frames().split("\n")).hasSize(8);
    }

    @Test
    void refusalsAreToldWhenTheyHaveDoubled() {
        for (int i = 0; i < 100; i++) {
            life.memoryRefused("Direct buffer memory");
        }

        assertThat(sink.signals).extracting(Signal::v1).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L);
        ErrorDetail detail = requireNonNull(sink.signals.get(0).error());
        assertThat(detail.type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(detail.message()).isEqualTo("Direct buffer memory");
    }

    @Test
    void sinkThatThrowsDoesNotReachTheApplication() {
        AtomicInteger calls = new AtomicInteger();
        LifeSignals onBroken = new LifeSignals(new RecordingSink() {
            @Override
            public void record(
                    SignalKind kind,
                    @Nullable Resource resource,
                    long durationNanos,
                    long v1,
                    long v2,
                    long v3,
                    int count,
                    @Nullable ErrorDetail error) {
                calls.incrementAndGet();
                throw new OutOfMemoryError("injected");
            }
        });

        onBroken.exiting(1);
        onBroken.halting(1);
        onBroken.uncaught(Thread.currentThread(), new IllegalStateException("x"));

        assertThat(calls).hasValue(3);
    }

    @Test
    void exceptionThatThrowsWhenAskedIsStillRecordedAsADeath() {
        Throwable hostile = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no");
            }
        };

        life.uncaught(new Thread("victim"), hostile);

        assertThat(sink.signals).hasSize(1);
        assertThat(sink.signals.get(0).kind()).isEqualTo(SignalKind.UNCAUGHT);
    }

    @Test
    void threadsThatDieOneAfterTheOtherDoNotFillTheBox() {
        for (int i = 0; i < 1000; i++) {
            life.uncaught(new Thread("worker " + i), new IllegalStateException("x"));
        }

        assertThat(sink.signals).hasSize(64);
    }

    @Test
    void secretsOfTheHeadAndOfTheRootAreHidden() {
        life.uncaught(
                new Thread("victim"),
                new IllegalStateException("cannot reach ftp://u:p1@h/x", new IllegalArgumentException("Password=p2")));

        ErrorDetail detail = requireNonNull(sink.signals.get(0).error());
        assertThat(detail.message()).contains("Password=").doesNotContain("p1").doesNotContain("p2");
    }

    @Test
    void ringOfCausesEnds() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        life.uncaught(new Thread("victim"), first);

        assertThat(sink.signals).hasSize(1);
    }
}
