package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScannerTest {
    private static final String ITEM = "{\"index\":{\"_index\":\"t\",\"_id\":\"1\",\"status\":429,\"error\":{\"type\":"
            + "\"es_rejected_execution_exception\",\"reason\":\"rejected execution of X@1 on EsThreadPoolExecutor[name = n1/write,"
            + " queue capacity = 200, org.elasticsearch.common.util.concurrent.EsThreadPoolExecutor@42[Running, pool size = 4,"
            + " active threads = 4, queued tasks = 201, completed tasks = 438]]\"}}}";

    private final AnswerScanner scanner = new AnswerScanner();

    private AnswerFindings scan(int status, String body) {
        return Told.scan(scanner, status, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"took\":3,\"errors\":false,", "{\"errors\" : false", "{\"\\u0065rrors\":false}"})
    void anAnswerWithoutErrorsIsReadNoFurther(String beginning) {
        byte[] rest = new byte[1 << 20];
        byte[] start = beginning.getBytes(StandardCharsets.UTF_8);
        scanner.begin(200);
        scanner.accept(start, 0, start.length);
        scanner.accept(new byte[] {','}, 0, 1);
        assertThat(scanner.isDone()).isTrue();
        scanner.accept(rest, 0, rest.length);
        AnswerFindings found = scanner.finish();
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.scannedBytes()).isLessThanOrEqualTo(start.length + 1);
        assertThat(found.totalBytes()).isEqualTo(start.length + 1 + rest.length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBufferIsReadFromItsPositionToItsLimitAndStaysAsItIs(boolean direct) {
        byte[] answer = ("{\"items\":[" + String.join(",", Collections.nCopies(100, ITEM)) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer =
                direct ? ByteBuffer.allocateDirect(answer.length + 9) : ByteBuffer.allocate(answer.length + 9);
        buffer.position(4);
        ByteBuffer body = buffer.slice();
        body.put(answer).flip();
        scanner.begin(200);
        scanner.accept(body.asReadOnlyBuffer());
        AnswerFindings copied = scanner.finish();
        assertThat(copied.count(FailureLevel.ITEM, HttpError.THREAD_POOL)).isEqualTo(100);
        scanner.begin(200);
        scanner.accept(body);
        AnswerFindings found = scanner.finish();
        assertThat(found.count(FailureLevel.ITEM, HttpError.THREAD_POOL)).isEqualTo(100);
        assertThat(found.totalBytes()).isEqualTo(answer.length);
        assertThat(body.remaining()).isEqualTo(answer.length);
    }

    @Test
    void ofABufferOutsideTheHeapOnlyTheBeginningIsCopiedIfTheRestDoesNotMatter() {
        ByteBuffer body = ByteBuffer.allocateDirect(1 << 20);
        body.put("{\"took\":3,\"errors\":false,".getBytes(StandardCharsets.UTF_8))
                .rewind();
        scanner.begin(200);
        scanner.accept(body);
        AnswerFindings found = scanner.finish();
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.scannedBytes()).isLessThan(30);
        assertThat(found.totalBytes()).isEqualTo(1 << 20);
    }

    @Test
    void aSearchWithAllItsShardsIsNotReadToItsHits() {
        AnswerFindings found = scan(
                200,
                "{\"took\":1,\"_shards\":{\"total\":5,\"failed\":0},\"hits\":{\"hits\":[{\"_source\":{\"status\":429}}]}}");
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.scannedBytes()).isLessThan(45);
        found = scan(200, "{\"hits\":{\"hits\":[{\"_source\":{\"status\":429}}]}}");
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.scannedBytes()).isLessThan(10);
    }

    @Test
    void errorsBehindTheItemsChangeNothing() {
        AnswerFindings found = scan(200, "{\"items\":[" + ITEM + "," + ITEM + "],\"errors\":true,\"took\":1}");
        assertThat(found.items(BulkAction.INDEX, StatusClass.TOO_MANY_REQUESTS, HttpError.THREAD_POOL))
                .isEqualTo(2);
        assertThat(found.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.pool()).isEqualTo("write");
            assertThat(pool.queueCapacity()).isEqualTo(200);
            assertThat(pool.queuedTasks()).isEqualTo(201);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429|<html><head><title>429 Too Many Requests</title></head></html>|THROTTLED|UNREAD",
                "429|429 Too Many Requests /orders/_bulk|THROTTLED|UNREAD",
                "429|{\"message\":\"Too Many Requests\"}|THROTTLED|COMPLETE",
                "429|{\"error\":\"rate limited\",\"status\":429}|THROTTLED|COMPLETE",
                "429|{\"error\":{\"code\":429,\"message\":\"slow down\"}}|THROTTLED|COMPLETE",
                "429|{\"error\":{\"type\":\"task_cancelled_exception\"},\"status\":429}|REJECTED|COMPLETE",
                "429|{\"error\":{\"type\":\"es_rejected_execution_exception\"},\"status\":429}|REJECTED|COMPLETE",
                "413|''|REQUEST_TOO_LARGE|EMPTY",
                "413|<html>Request Entity Too Large</html>|REQUEST_TOO_LARGE|UNREAD",
                "503|upstream connect error|UNAVAILABLE|UNREAD",
                "200|''|NONE|EMPTY",
                "200|[{\"status\":429}]|NONE|UNREAD",
                "404|{\"_index\":\"t\",\"found\":false}|NONE|COMPLETE",
                "200|{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\"}}|NONE|COMPLETE"
            })
    void theRequestFailedForThisReason(int status, String body, HttpError kind, Extent extent) {
        AnswerFindings found = scan(status, body);
        assertThat(found.requestKind()).isEqualTo(kind);
        assertThat(found.extent()).isEqualTo(extent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|index [orders] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];|READ_ONLY",
                "403|blocked by: [FORBIDDEN/8/index write (api)];|READ_ONLY",
                "429|index [orders] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];|READ_ONLY",
                "503|blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];|UNAVAILABLE",
                "503|index [read-only] blocked by: [SERVICE_UNAVAILABLE/2/no master];|UNAVAILABLE"
            })
    void aBlockIsReadOnlyOrTheClusterIsNotThere(int status, String reason, HttpError kind) {
        AnswerFindings found = scan(
                status,
                "{\"error\":{\"root_cause\":[],\"type\":\"cluster_block_exception\",\"reason\":\"" + reason
                        + "\"},\"status\":" + status + "}");
        assertThat(found.requestKind()).isEqualTo(kind);
    }

    @Test
    void theErrorsOfElasticsearch1AreTexts() {
        AnswerFindings found = scan(
                200,
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":429,\"error\":\"RemoteTransportException[[n][x][bulk/shard]]; nested:"
                        + " EsRejectedExecutionException[rejected execution (queue capacity 50) on X]; \"}},{\"index\":{\"status\":400,"
                        + "\"error\":\"MapperParsingException[failed]; nested: EsRejectedExecutionException[rejected execution (queue"
                        + " capacity 60) on X]; \"}}]}");
        assertThat(found.items(BulkAction.INDEX, StatusClass.TOO_MANY_REQUESTS, HttpError.THREAD_POOL))
                .isEqualTo(1);
        assertThat(found.items(BulkAction.INDEX, StatusClass.CLIENT_ERROR, HttpError.OTHER))
                .as("a document may have said so")
                .isEqualTo(1);
    }

    @Test
    void openSearchMayRefuseForOneShard() { // exercism/website#7223, names changed
        AnswerFindings found = scan(
                429,
                "{\"error\":{\"type\":\"rejected_execution_exception\",\"reason\":\"rejected execution of coordinating operation"
                        + " [shard_detail=[orders][2][C], shard_coordinating_and_primary_bytes=29490684, shard_operation_bytes=434882,"
                        + " shard_max_coordinating_and_primary_bytes=34694922]\"},\"status\":429}");
        assertThat(found.requestKind()).isEqualTo(HttpError.INDEXING_PRESSURE);
        assertThat(found.pressures()).singleElement().satisfies(told -> {
            assertThat(told.heldBytes()).isEqualTo(29490684);
            assertThat(told.operationBytes()).isEqualTo(434882);
            assertThat(told.limitBytes()).isEqualTo(34694922);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0xbf, 0x3a, '-', 'e', '<', 0xef, 0})
    void whatIsNoJsonIsUnread(int first) { // CBOR, SMILE, YAML, text, HTML, a byte order mark
        byte[] body = {(byte) first, ')', '\n', '{', '}'};
        assertThat(Told.scan(scanner, 200, body).extent()).isEqualTo(Extent.UNREAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"items\":[}",
                "{\"items\":[{]}",
                "{1:2}",
                "{\"a\":tru}",
                "{\"a\":truee}",
                "{\"a\":1x}",
                "{\"a\":}",
                "{\"errors\":flase}",
                "{\"a\":'b'}",
                "{\"items\":[1 2]}"
            })
    void whatStopsBeingJsonIsMalformed(String body) {
        assertThat(scan(200, body).extent()).isEqualTo(Extent.MALFORMED);
    }

    @Test
    void whatStoodBeforeTheDamageIsCounted() {
        AnswerFindings found = scan(200, "{\"errors\":true,\"items\":[" + ITEM + "," + ITEM + ",?");
        assertThat(found.extent()).isEqualTo(Extent.MALFORMED);
        assertThat(found.items()).isEqualTo(2);
    }

    @Test
    void beyondItsBoundItSaysThatItSampled() {
        StringBuilder body = new StringBuilder("{\"errors\":true,\"items\":[" + ITEM);
        for (int i = 1; i < 1_000; i++) {
            body.append(',').append(ITEM);
        }
        byte[] bytes = body.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        AnswerFindings found = Told.scan(new AnswerScanner(bytes.length / 10), 200, bytes);
        assertThat(found.extent()).isEqualTo(Extent.SAMPLED);
        assertThat(found.items()).isBetween(98, 100);
        assertThat(found.scannedBytes()).isEqualTo(bytes.length / 10);
        assertThat(found.totalBytes()).isEqualTo(bytes.length);
        assertThat(Told.scan(new AnswerScanner(bytes.length), 200, bytes).extent())
                .isEqualTo(Extent.COMPLETE);
    }

    @Test
    void twoHundredMegabytesTakeNoMemory() {
        byte[] items = ("," + ITEM).repeat(200).getBytes(StandardCharsets.UTF_8);
        byte[] start = ("{\"errors\":true,\"items\":[" + ITEM).getBytes(StandardCharsets.UTF_8);
        AnswerScanner unbound = new AnswerScanner(Long.MAX_VALUE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int pieces = (200 << 20) / items.length;
        for (int warm = 0; warm < 2; warm++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            unbound.begin(200);
            unbound.accept(start, 0, start.length);
            for (int i = 0; i < pieces; i++) {
                unbound.accept(items, 0, items.length);
            }
            unbound.accept(new byte[] {']', '}'}, 0, 2);
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(allocated).as("a view of each piece, and what is found").isLessThan(pieces * 100L + 20_000);
            AnswerFindings found = unbound.finish();
            assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
            assertThat(found.items()).isEqualTo(1 + 200 * pieces);
        }
    }

    @Test
    void nothingOfAReasonStays() throws IOException, IllegalAccessException {
        String secret = "\\\"patient\\\":\\\"John Doe\\\"";
        String body = "{\"errors\":true,\"items\":[" + ITEM.replace("X@1", secret) + "," + ITEM.replace("X@1", secret)
                + "],\"x\":\"";
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        for (byte[] bytes : new byte[][] {plain, packed.toByteArray()}) {
            scanner.begin(200);
            for (int i = 0; i < bytes.length; i += 100) {
                scanner.accept(bytes, i, Math.min(i + 100, bytes.length));
            }
            assertThat(scanner.finish().items()).isEqualTo(2);
            assertThat(holds(scanner, "John Doe", Collections.newSetFromMap(new IdentityHashMap<>())))
                    .isFalse();
        }
    }

    /** Whether the text is somewhere in an object of ours, or in what it refers to. */
    private static boolean holds(@Nullable Object object, String text, Set<Object> seen) throws IllegalAccessException {
        if (object == null || !seen.add(object)) {
            return false;
        }
        if (object instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
        }
        if (object instanceof String string) {
            return string.contains(text);
        }
        if (object instanceof Object[]) {
            for (int i = 0; i < Array.getLength(object); i++) {
                if (holds(Array.get(object, i), text, seen)) {
                    return true;
                }
            }
            return false;
        }
        if (!object.getClass().getName().startsWith("dev.firstfault.")) {
            return false;
        }
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                if (holds(field.get(object), text, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
