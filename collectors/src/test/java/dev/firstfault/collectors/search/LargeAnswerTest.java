package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.FailureLevel;
import dev.firstfault.signals.HttpError;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is read of an answer of two hundred megabytes takes as much memory as of one of two. */
class LargeAnswerTest {

    private static final int PIECES = 200;
    private static final int PIECE = 1 << 20;
    private static final long MOST_BYTES = 64 << 10;

    private static final String REJECTED =
            "{\"index\":{\"_index\":\"t\",\"_id\":\"1\",\"status\":429,\"error\":{\"type\":"
                    + "\"es_rejected_execution_exception\",\"reason\":\"rejected execution of x on EsThreadPoolExecutor[name = n/write,"
                    + " queue capacity = 1, e.EsThreadPoolExecutor@1[Running, pool size = 1, active threads = 1, queued tasks = 1,"
                    + " completed tasks = 5]]\"}}},";
    private static final String HIT =
            "{\"_index\":\"t\",\"_id\":\"1\",\"_score\":1.0,\"_source\":{\"text\":\"{\\\"status\\\":429}\"}},";

    private final AnswerScanner scanner = new AnswerScanner();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aBulkOfNothingButRejections() {
        String head = "{\"took\":1,\"errors\":true,\"items\":[";
        read(head, REJECTED, 2);

        assertThat(allocatedBy(head, REJECTED)).isLessThan(MOST_BYTES);
        AnswerFindings found = scanner.finish();
        assertThat(found.extent()).isEqualTo(Extent.SAMPLED);
        assertThat(found.count(FailureLevel.ITEM, HttpError.THREAD_POOL)).isGreaterThan(10_000);
        assertThat(found.scannedBytes()).isLessThanOrEqualTo(AnswerScanner.MAX_BYTES);
    }

    @Test
    void aSearchOfManyHits() {
        String head = "{\"took\":1,\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},\"hits\":{\"hits\":[";
        read(head, HIT, 2);

        assertThat(allocatedBy(head, HIT)).isLessThan(MOST_BYTES);
        assertThat(scanner.finish().count(FailureLevel.REQUEST, HttpError.REJECTED))
                .isZero();
    }

    private long allocatedBy(String head, String repeated) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] piece = piece(repeated);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        scan(first, piece, PIECES);
        scanner.finish();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    private void read(String head, String repeated, int pieces) {
        scan(head.getBytes(StandardCharsets.UTF_8), piece(repeated), pieces);
        scanner.finish();
    }

    private void scan(byte[] first, byte[] piece, int pieces) {
        scanner.begin(200);
        scanner.accept(first, 0, first.length);
        for (int i = 0; i < pieces; i++) {
            scanner.accept(piece, 0, piece.length);
        }
    }

    private static byte[] piece(String repeated) {
        return repeated.repeat(PIECE / repeated.length()).getBytes(StandardCharsets.UTF_8);
    }
}
