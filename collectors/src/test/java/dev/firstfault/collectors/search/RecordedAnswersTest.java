package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in the answers of real servers. */
class RecordedAnswersTest {
    private static final int CREATED = 201;

    private final AnswerScanner scanner = new AnswerScanner();

    static List<RecordedAnswer> answers() {
        return RecordedAnswer.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerIsReadAsJacksonReadsIt(RecordedAnswer answer) throws IOException {
        byte[] plain = unpacked(answer.body());
        Map<String, Long> expected = JacksonReading.of(plain, answer.status());
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(Told.of(found)).isEqualTo(expected);
        assertThat(rejections(found)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerMayComeInPieces(RecordedAnswer answer) {
        Map<String, Long> whole = Told.of(Told.scan(scanner, answer.status(), answer.body()));
        for (int size : new int[] {1, 2, 3, 7, 64, 1_000, 8_192}) {
            scanner.begin(answer.status());
            for (int at = 0; at < answer.body().length; at += size) {
                byte[] piece = Arrays.copyOfRange(answer.body(), at, Math.min(at + size, answer.body().length));
                scanner.accept(piece, 0, piece.length);
            }
            assertThat(Told.of(scanner.finish())).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        if (body[0] != 0x1f) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static int rejections(AnswerFindings found) {
        int rejections = 0;
        for (FailureLevel level : FailureLevel.values()) {
            for (HttpError kind : List.of(
                    HttpError.THREAD_POOL,
                    HttpError.INDEXING_PRESSURE,
                    HttpError.CIRCUIT_BREAKER,
                    HttpError.REJECTED)) {
                rejections += found.count(level, kind);
            }
        }
        return rejections;
    }

    @ParameterizedTest
    @CsvSource({"es2,CREATE,bulk", "es5,INDEX,bulk", "es7,INDEX,write", "es8,INDEX,write", "os3,INDEX,write"})
    void theItemsOfABulkAreRefusedByTheirPool(String server, BulkAction action, String pool) {
        RecordedAnswer answer = RecordedAnswer.named(server + "-write.bulk200-mixed.http");
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        int refused = found.items(action, StatusClass.TOO_MANY_REQUESTS, HttpError.THREAD_POOL);
        assertThat(refused).isPositive();
        assertThat(found.items(action, StatusClass.of(CREATED), HttpError.NONE)).isEqualTo(40 - refused);
        assertThat(found.items()).isEqualTo(40);
        assertThat(found.requestKind()).isEqualTo(HttpError.NONE);
        assertThat(found.pools()).singleElement().satisfies(told -> {
            assertThat(told.pool()).isEqualTo(pool);
            assertThat(told.rejections()).isEqualTo(refused);
            assertThat(told.queueCapacity()).isEqualTo(1);
            assertThat(told.poolSize()).isEqualTo(1);
            assertThat(told.activeThreads()).isEqualTo(1);
            assertThat(told.queuedTasks()).isEqualTo(1);
            assertThat(told.completedTasks()).isNotNegative();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "es2-breaker-inflight.http503-rejection.http,in_flight_requests,45890,10240",
        "es2-breaker-parent.http503-rejection.http,parent,45890,1024",
        "es5-breaker-inflight.http503-rejection.http,in_flight_requests,45890,10240",
        "es5-breaker-parent.http503-rejection.http,parent,45890,1024",
        "es5-breaker-request-search.http503-rejection.http,request,5120,1",
        "es7-breaker-parent.http429-rejection.http,parent,268337348,1024",
        "es7-breaker-request-search.http429-rejection.http,request,6144,1",
        "es8-breaker-inflight.http429-rejection.http,inflight_requests,91780,10240",
        "os3-breaker-inflight.http429-rejection.http,in_flight_requests,91780,10240",
        "os3-breaker-request-search.http429-rejection.http,request,5120,1"
    })
    void aCircuitBreakerRefusesTheWholeRequest(String name, String breaker, long wanted, long limit) {
        RecordedAnswer answer = RecordedAnswer.named(name);
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.requestKind()).isEqualTo(HttpError.CIRCUIT_BREAKER);
        assertThat(found.breakers()).singleElement().satisfies(told -> {
            assertThat(told.breaker()).isEqualTo(breaker);
            assertThat(told.trips()).isEqualTo(1);
            assertThat(told.wantedBytes()).isEqualTo(wanted);
            assertThat(told.limitBytes()).isEqualTo(limit);
        });
    }

    @ParameterizedTest
    @CsvSource({"es7-ipressure-coordinating.http429.http,13782", "es8-ipressure-coordinating.http429.http,14438"})
    void theIndexingPressureRefusesAWholeBulkWhereItComesIn(String name, long operation) {
        RecordedAnswer answer = RecordedAnswer.named(name);
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.requestKind()).isEqualTo(HttpError.INDEXING_PRESSURE);
        assertThat(found.pressures()).singleElement().satisfies(told -> {
            assertThat(told.stage()).isEqualTo(WriteStage.COORDINATING);
            assertThat(told.operationBytes()).isEqualTo(operation);
            assertThat(told.limitBytes()).isEqualTo(4096);
            assertThat(told.heldBytes()).isZero();
        });
        assertThat(found.pools()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"es7", "es8"})
    void theIndexingPressureRefusesItemsAtTheirPrimary(String server) {
        RecordedAnswer answer = RecordedAnswer.named(server + "-ipressure-primary.bulk200-mixed.http");
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        int refused = found.items(BulkAction.INDEX, StatusClass.TOO_MANY_REQUESTS, HttpError.INDEXING_PRESSURE);
        assertThat(refused).isPositive().isLessThan(found.items());
        assertThat(found.pressures()).singleElement().satisfies(told -> {
            assertThat(told.stage()).isEqualTo(WriteStage.PRIMARY);
            assertThat(told.rejections()).isEqualTo(refused);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "es2-search-1shard.http503-rejection.http",
        "es5-search-1shard.http503-rejection.http",
        "es7-search-1shard.http429-rejection.http",
        "es8-search-20shards.http429-rejection.http",
        "os3-search-20shards.http429-rejection.http"
    })
    void aSearchIsRefusedByItsPoolWhateverTheStatus(String name) {
        RecordedAnswer answer = RecordedAnswer.named(name);
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.requestKind()).isEqualTo(HttpError.THREAD_POOL);
        assertThat(found.pools()).singleElement().satisfies(told -> {
            assertThat(told.pool()).isEqualTo("search");
            assertThat(told.rejections()).isEqualTo(1);
        });
    }

    @Test
    void aSearchThatWentWellNamesTheShardsThatDidNot() {
        RecordedAnswer answer = RecordedAnswer.named("es2-search-20shards.http200-rejection.http");
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.requestKind()).isEqualTo(HttpError.NONE);
        assertThat(found.failedShards()).isEqualTo(19);
        assertThat(found.count(FailureLevel.SHARD, HttpError.THREAD_POOL)).isEqualTo(19);
    }

    @ParameterizedTest
    @CsvSource({"es2", "es5", "es7", "es8", "os3"})
    void withoutAStatusTheTypeOfTheErrorTells(String server) {
        RecordedAnswer answer = RecordedAnswer.named(server + "-write-filterpath.http");
        AnswerFindings found = Told.scan(scanner, answer.status(), answer.body());
        assertThat(found.count(FailureLevel.ITEM, HttpError.THREAD_POOL))
                .isPositive()
                .isEqualTo(found.items());
    }
}
