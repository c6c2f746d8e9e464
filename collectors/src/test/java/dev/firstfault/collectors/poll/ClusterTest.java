package dev.firstfault.collectors.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.collectors.jvm.RecordingSink;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.meter.Counter;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final String SPEAKER = "http://es:9200";
    private static final long SECOND = 1_000_000_000L;

    private final RecordingSink sink = new RecordingSink();
    private final PollMeters meters = new PollMeters(new Meters());
    private final Cluster cluster = new Cluster(meters, sink);
    private long now;

    private void say(String speaker, String node, long uptime, long rejected, long queue) {
        now += 10 * SECOND;
        cluster.read(
                speaker,
                NodeReading.ofStats(JsonValue.parse(String.format(
                        "{\"nodes\":{\"%s\":{\"name\":\"n-%s\",\"jvm\":{\"uptime_in_millis\":%d},\"thread_pool\":{\"write\":{\"threads\":4,"
                                + "\"queue\":%d,\"active\":3,\"rejected\":%d},\"generic\":{\"threads\":4,\"queue\":0,\"active\":0,"
                                + "\"rejected\":0}},\"breakers\":{\"parent\":{\"limit_size_in_bytes\":1000,\"estimated_size_in_bytes\":9,"
                                + "\"tripped\":%d}}}}}",
                        node, node, uptime, queue, rejected, rejected))),
                now);
    }

    private Counter rejected(String node) {
        return meters.rejected.with(node, "write");
    }

    @Test
    void whatWasRefusedBeforeItWasAskedIsNotCounted() {
        say(SPEAKER, "a", 5_000, 8_000, 0);
        assertThat(rejected("n-a").value()).isZero();
        say(SPEAKER, "a", 15_000, 8_007, 0);
        assertThat(rejected("n-a").value()).isEqualTo(7);
        assertThat(meters.trips.with("n-a", "parent").value()).isEqualTo(7);
    }

    @Test
    void aRestartCountsFrom0AndNeverBackwards() {
        say(SPEAKER, "a", 500_000, 8_000, 0);
        say(SPEAKER, "a", 510_000, 8_100, 0);
        say(SPEAKER, "a", 3_000, 40, 0);
        assertThat(rejected("n-a").value()).isEqualTo(140);
        say(SPEAKER, "a", 13_000, 41, 0);
        assertThat(rejected("n-a").value()).isEqualTo(141);
        assertThat(sink.signals).extracting(Signal::kind).contains(SignalKind.SERVER_POOL, SignalKind.SERVER_BREAKER);
        assertThat(sink.signals.stream()
                        .filter(signal -> signal.kind() == SignalKind.SERVER_POOL)
                        .mapToInt(signal -> Signal.upper(signal.v3())))
                .containsExactly(100, 40, 1);
    }

    @Test
    void aRestartThatCameWhileNobodyAskedIsKnownByTheLifeAlone() {
        say(SPEAKER, "a", 500_000, 10, 0);
        cluster.lost(SPEAKER);
        say(SPEAKER, "a", 60_000, 9_000, 0);
        assertThat(rejected("n-a").value()).isEqualTo(9_000);
    }

    @Test
    void aCountThatFallsWithinOneLifeIsNotBelieved() {
        say(SPEAKER, "a", 1_000, 9_000, 0);
        say(SPEAKER, "a", 2_000, 3, 0);
        say(SPEAKER, "a", 3_000, 5, 0);
        assertThat(rejected("n-a").value()).isEqualTo(2);
    }

    @Test
    void aNodeOfTwoAddressesIsCountedOnceAndNotLostWithOne() {
        say(SPEAKER, "a", 1_000, 100, 0);
        say("http://other:9200", "a", 1_100, 200, 0);
        assertThat(rejected("n-a").value()).isZero();
        say(SPEAKER, "a", 2_000, 200, 0);
        assertThat(rejected("n-a").value()).isEqualTo(100);
        cluster.lost(SPEAKER);
        assertThat(meters.queue.series()).isEmpty();
        say("http://other:9200", "a", 3_000, 250, 0);
        assertThat(rejected("n-a").value()).isEqualTo(150);
        assertThat(meters.queue.series()).hasSize(1);
    }

    @Test
    void aNodeThatIsGoneShowsNoLevels() {
        say(SPEAKER, "a", 1_000, 0, 7);
        assertThat(meters.queue.series()).extracting(Gauge::value).containsExactly(7.0);
        say(SPEAKER, "b", 1_000, 0, 0);
        assertThat(meters.queue.series()).extracting(Gauge::value).containsExactly(0.0);
        assertThat(meters.breaker.series()).hasSize(1);
    }

    @Test
    void onlyPoolsThatMatterAreShown() {
        say(SPEAKER, "a", 1_000, 0, 0);
        assertThat(meters.threads.series()).extracting(Gauge::labels).containsExactly("node=\"n-a\",pool=\"write\"");
    }

    @Test
    void aQueueIsRecordedAsItFillsAndOnceItIsEmptyAgain() {
        for (long queue : List.of(0L, 3L, 100L, 110L, 180L, 0L, 0L)) {
            say(SPEAKER, "a", 1_000, 0, queue);
        }
        assertThat(sink.signals).extracting(signal -> Signal.upper(signal.v2())).containsExactly(100, 180, 0);
        assertThat(sink.signals).allSatisfy(signal -> {
            assertThat(requireNonNull(signal.resource()).name()).isEqualTo(SPEAKER + " n-a/write");
            assertThat(Signal.upper(signal.v1())).isEqualTo(3);
            assertThat(Signal.lower(signal.v1())).isEqualTo(4);
            assertThat(Signal.lower(signal.v2())).as("capacity").isEqualTo(-1);
        });
    }

    @Test
    void manyNodesAreBoundedAndThoseGoneMakeRoom() {
        for (int life = 0; life < 1_000; life++) {
            say(SPEAKER, "x" + life, 1_000, 0, 1);
        }
        assertThat(meters.queue.series()).hasSize(1);
        assertThat(meters.threads.series())
                .extracting(Gauge::labels)
                .first()
                .asString()
                .contains("n-x999");
    }
}
