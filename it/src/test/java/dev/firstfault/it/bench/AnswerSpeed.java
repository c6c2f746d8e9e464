package dev.firstfault.it.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.firstfault.collectors.search.AnswerScanner;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What does it cost to find the rejections in an answer to a bulk? Beside the scanner: Jackson's parser, once with the texts of the errors,
 * without which a full queue cannot be told from too many bytes, and once with the statuses alone; and a search for the bytes of the
 * status, which finds them in documents too. Each says how many it found, so that none is measured that finds nothing. CPU time of the
 * thread, in turn, the least of all rounds: a machine with other work to do takes none of it.
 */
final class AnswerSpeed {
    static final String SCANNER = "**firstfault's scanner**";

    private static final int[] SIZES = {20_000, 5_000_000};
    private static final long BYTES_A_ROUND = 10_000_000;
    private static final int CLEAN_ANSWERS_A_ROUND = 20_000;
    private static final int QUICK_ROUNDS = 40;
    private static final int ROUNDS = 200;
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

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private interface Reader {
        int find() throws IOException;
    }

    private final boolean rejected;
    private final AnswerScanner scanner = new AnswerScanner();
    private final JsonFactory factory = new JsonFactory();
    private final byte[] answer;
    private final int items;

    private AnswerSpeed(int bytes, boolean rejected) {
        this.rejected = rejected;
        Random random = new Random(7);
        List<String> reasons = new ArrayList<>();
        for (int shard = 0; shard < REFUSED_SHARDS; shard++) {
            reasons.add(REASON.replace("IDENTITY", Integer.toHexString(random.nextInt(Integer.MAX_VALUE))));
        }
        StringBuilder out = new StringBuilder("{\"took\":111,\"errors\":" + rejected + ",\"items\":[");
        int written = 0;
        for (; out.length() < bytes; written++) {
            out.append(written == 0 ? "" : ",")
                    .append("{\"index\":{\"_index\":\"orders\",\"_type\":\"_doc\",\"_id\":\"1I8msoR7m0");
            out.append(1_000_000_000 + written).append("\",");
            out.append(
                    rejected
                            ? "\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\""
                                    + reasons.get(random.nextInt(REFUSED_SHARDS)) + "\"}}}"
                            : "\"_version\":1,\"result\":\"created\",\"_shards\":{\"total\":2,\"successful\":1,\"failed\":0},"
                                    + "\"_seq_no\":7,\"_primary_term\":1,\"status\":201}}");
        }
        items = written;
        answer = out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    static void measure(Results results, boolean quick, String arguments) throws IOException {
        Surroundings surroundings = Surroundings.now(Jdk.of(17), arguments);
        List<Results.Answer> measured = new ArrayList<>();
        for (int bytes : SIZES) {
            for (boolean rejected : new boolean[] {true, false}) {
                measured.addAll(new AnswerSpeed(bytes, rejected).measure(quick ? QUICK_ROUNDS : ROUNDS));
            }
        }
        results.write("answers", new Results.Answers(surroundings, measured));
    }

    private List<Results.Answer> measure(int rounds) throws IOException {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put(SCANNER, this::scanner);
        readers.put("Jackson, with the reasons", this::jacksonWithTexts);
        readers.put("Jackson, the statuses alone", this::jackson);
        readers.put("a search for the bytes", this::search);
        Map<String, Double> least = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Reader> reader : readers.entrySet()) {
                boolean hardlyReads = !rejected && reader.getKey().equals(SCANNER);
                long answers = hardlyReads ? CLEAN_ANSWERS_A_ROUND : Math.max(1, BYTES_A_ROUND / answer.length);
                least.merge(reader.getKey(), nanos(reader.getValue(), answers), Math::min);
            }
        }
        System.out.println("answers of " + answer.length + " bytes, rejected " + rejected + ", ns: " + least);
        List<Results.Answer> measured = new ArrayList<>();
        least.forEach((reader, nanos) -> measured.add(new Results.Answer(reader, answer.length, rejected, nanos)));
        return measured;
    }

    private double nanos(Reader reader, long answers) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        long found = 0;
        for (long i = 0; i < answers; i++) {
            found += reader.find();
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (found != (rejected ? items * answers : 0)) {
            throw new IllegalStateException(found + " found in " + answers + " answers of " + items + " items");
        }
        return nanos / (double) answers;
    }

    int scanner() {
        scanner.begin(200);
        scanner.accept(answer, 0, answer.length);
        return scanner.finish().count(FailureLevel.ITEM, HttpError.THREAD_POOL);
    }

    int jacksonWithTexts() throws IOException {
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

    int jackson() throws IOException {
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

    int search() {
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
