package dev.firstfault.it.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.firstfault.collectors.search.AnswerScanner;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to find the rejections in an answer to a bulk? Beside the scanner: Jackson's parser, once with the texts of the errors,
 * without which a full queue cannot be told from too many bytes, and once with the statuses alone; and a search for the bytes of the
 * status, which finds them in documents too. Each says how many it found, so that none is measured that finds nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerBenchmark {
    private static final int SMALL = 20_000;
    private static final int LARGE = 5_000_000;
    private static final byte[] REFUSED = "\"status\":429".getBytes(StandardCharsets.US_ASCII);

    /** Of twenty, as many as one thread and a queue of one leave. */
    private static final int REFUSED_SHARDS = 18;

    /** The words of Elasticsearch 7.17. The identities of the objects differ from shard to shard; the items of one have the same. */
    private static final String REASON =
            "rejected execution of org.elasticsearch.action.support.replication.TransportWriteAction$1/WrappedActionListener{org.elasticsearch"
                    + ".action.support.replication.ReplicationOperation$$Lambda$3635/0x00007f4dbc88f928@IDENTITY}{org.elasticsearch.action"
                    + ".support.replication.ReplicationOperation$$Lambda$3636/0x00007f4dbc88fb50@IDENTITY} on EsThreadPoolExecutor[name ="
                    + " es7/write, queue capacity = 1, org.elasticsearch.common.util.concurrent.EsThreadPoolExecutor@42e773e4[Running, pool"
                    + " size = 1, active threads = 1, queued tasks = 1, completed tasks = 438]]";

    /** Bytes of the answer: at least so many. */
    @Param({"" + SMALL, "" + LARGE})
    public int bytes;

    /** Whether all its items were refused, or none. */
    @Param({"true", "false"})
    public boolean rejected;

    private final AnswerScanner scanner = new AnswerScanner();
    private final JsonFactory factory = new JsonFactory();
    private byte[] answer = {};
    private int items;

    @Setup
    public void write() {
        Random random = new Random(7);
        List<String> reasons = new ArrayList<>();
        for (int shard = 0; shard < REFUSED_SHARDS; shard++) {
            reasons.add(REASON.replace("IDENTITY", Integer.toHexString(random.nextInt(Integer.MAX_VALUE))));
        }
        StringBuilder out = new StringBuilder("{\"took\":111,\"errors\":" + rejected + ",\"items\":[");
        for (items = 0; out.length() < bytes; items++) {
            out.append(items == 0 ? "" : ",")
                    .append("{\"index\":{\"_index\":\"orders\",\"_type\":\"_doc\",\"_id\":\"1I8msoR7m0");
            out.append(1_000_000_000 + items).append("\",");
            out.append(
                    rejected
                            ? "\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\""
                                    + reasons.get(random.nextInt(REFUSED_SHARDS)) + "\"}}}"
                            : "\"_version\":1,\"result\":\"created\",\"_shards\":{\"total\":2,\"successful\":1,\"failed\":0},"
                                    + "\"_seq_no\":7,\"_primary_term\":1,\"status\":201}}");
        }
        answer = out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All three agree, or it is not the same that is compared. */
    @Setup(Level.Iteration)
    public void compare() throws IOException {
        int expected = rejected ? items : 0;
        if (scanner() != expected || jackson() != expected || jacksonWithTexts() != expected || search() != expected) {
            throw new IllegalStateException(
                    expected + " items, found " + scanner() + ", " + jackson() + ", " + search());
        }
    }

    @Benchmark
    public int scanner() {
        scanner.begin(200);
        scanner.accept(answer, 0, answer.length);
        return scanner.finish().count(FailureLevel.ITEM, HttpError.THREAD_POOL);
    }

    @Benchmark
    public int jacksonWithTexts() throws IOException {
        int found = 0;
        try (JsonParser parser = factory.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && "reason".equals(parser.currentName())
                        && parser.getText().endsWith("]]")) {
                    found++;
                }
            }
        }
        return found;
    }

    @Benchmark
    public int jackson() throws IOException {
        int found = 0;
        try (JsonParser parser = factory.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT
                        && "status".equals(parser.currentName())
                        && parser.getIntValue() == 429) {
                    found++;
                }
            }
        }
        return found;
    }

    @Benchmark
    public int search() {
        int found = 0;
        for (int at = 0; at <= answer.length - REFUSED.length; at++) {
            if (answer[at] == '"' && isRefusedAt(at)) {
                found++;
            }
        }
        return found;
    }

    private boolean isRefusedAt(int at) {
        for (int i = 1; i < REFUSED.length; i++) {
            if (answer[at + i] != REFUSED[i]) {
                return false;
            }
        }
        return true;
    }
}
