package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.HttpError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Items that repeat the last one are not read. In an answer that comes byte by byte none can be known again: each is read there. */
class RepeatedItemsTest {
    private static final String QUEUE =
            " on EsThreadPoolExecutor[name = n1/write, queue capacity = 200, org.elasticsearch.common.util"
                    + ".concurrent.EsThreadPoolExecutor@42[Running, pool size = 4, active threads = 4, queued tasks = 201, completed tasks ="
                    + " 438]]";

    private static final List<String> ITEMS = List.of(
            "{\"index\":{\"_index\":\"t\",\"_id\":\"a1\",\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\","
                    + "\"reason\":\"rejected execution of X@630d2052 by Listener{Y@10acdd1}" + QUEUE + "\"}}}",
            "{\"create\":{\"_id\":\"1\",\"error\":{\"root_cause\":[{\"type\":\"rejected_execution_exception\",\"reason\":\"of X@1"
                    + QUEUE + "\"}],\"type\":\"rejected_execution_exception\",\"reason\":\"of X@1" + QUEUE
                    + "\"},\"status\":429}}",
            "{\"index\":{\"_id\":\"2\",\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"rejected"
                    + " execution of primary operation [coordinating_and_primary_bytes=3629, replica_bytes=0, all_bytes=3629,"
                    + " primary_operation_bytes=4972, max_coordinating_and_primary_bytes=4096]\"}}}",
            "{\"update\":{\"_id\":\"3\",\"status\":429,\"error\":{\"type\":\"circuit_breaking_exception\",\"reason\":\"[parent] Data too"
                    + " large, data for [<http_request>] would be [268337348/255.9mb], which is larger than the limit of [1024/1kb]\","
                    + "\"bytes_wanted\":268337348,\"bytes_limit\":1024}}}",
            "{\"delete\":{\"_id\":\"4\",\"status\":400,\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"failed to parse"
                    + " field [n]\",\"caused_by\":{\"type\":\"illegal_argument_exception\",\"reason\":\"For input string: 'x'\"}}}}",
            "{\"index\":{\"_id\":\"5\",\"_shards\":{\"failed\":2,\"failures\":[{\"reason\":{\"type\":\"es_rejected_execution_exception\","
                    + "\"reason\":\"of X@1" + QUEUE + "\"}}]},\"status\":429,\"error\":{\"type\":\"x\"}}}",
            "{\"index\":{\"status\":429,\"error\":{\"type\":\"x\"}},\"create\":{\"status\":503}}",
            "{\"index\":{\"_id\":\"6\",\"status\":429,\"error\":\"RemoteTransportException[[n]]; nested: EsRejectedExecutionException["
                    + "rejected execution (queue capacity 50) on X]; \"}}",
            "{\"index\":{\"_index\":\"t\",\"_id\":\"7\",\"_version\":1,\"result\":\"created\",\"_shards\":{\"total\":2,\"failed\":0},"
                    + "\"status\":201}}");

    private static final String[] REPLACEMENTS = {
        "0",
        "9",
        "a",
        "\"",
        "\\",
        "\\\"",
        "}",
        "{",
        ",",
        "\"}",
        "00000000000000000000",
        "",
        "] on EsThreadPoolExecutor[",
        "é"
    };

    private final Random random = new Random(11);
    private final AnswerScanner scanner = new AnswerScanner();

    @Test
    void whatIsKnownAgainIsCountedAsIfItWereRead() {
        for (int round = 0; round < 20_000; round++) {
            String answer = answer();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            Map<String, Long> whole = Told.of(Told.scan(scanner, 200, body));
            scanner.begin(200);
            for (int at = 0; at < body.length; at++) {
                scanner.accept(body, at, at + 1);
            }
            assertThat(whole).as(answer).isEqualTo(Told.of(scanner.finish()));
        }
    }

    private String answer() {
        StringBuilder out = new StringBuilder("{\"errors\":true,\"items\":[");
        String item = ITEMS.get(random.nextInt(ITEMS.size()));
        for (int items = 1 + random.nextInt(8); items > 0; items--) {
            switch (random.nextInt(6)) {
                case 0 -> item = ITEMS.get(random.nextInt(ITEMS.size()));
                case 1, 2 -> out.append(changed(item)).append(',');
                default -> {}
            }
            out.append(item).append(items > 1 ? "," : "]}");
        }
        return out.toString();
    }

    private String changed(String item) {
        int at = random.nextInt(item.length());
        int end = Math.min(item.length(), at + random.nextInt(random.nextInt(5) == 0 ? 40 : 3));
        return item.substring(0, at) + REPLACEMENTS[random.nextInt(REPLACEMENTS.length)] + item.substring(end);
    }

    @Test
    void itemsOfOneMomentAreKnownAgainWhateverTheirIdentity() {
        String first = ITEMS.get(0);
        StringBuilder out = new StringBuilder("{\"errors\":true,\"items\":[" + first);
        for (int i = 0; i < 999; i++) {
            out.append(',')
                    .append(first.replace("a1", "id-" + i)
                            .replace("630d2052", Integer.toHexString(random.nextInt() >>> 1)));
        }
        AnswerFindings found =
                Told.scan(scanner, 200, out.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.items(BulkAction.INDEX, StatusClass.TOO_MANY_REQUESTS, HttpError.THREAD_POOL))
                .isEqualTo(1000);
        assertThat(found.pools()).singleElement().satisfies(pool -> {
            assertThat(pool.rejections()).isEqualTo(1000);
            assertThat(pool.queuedTasks()).isEqualTo(201);
        });
    }
}
