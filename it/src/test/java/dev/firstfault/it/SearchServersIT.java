package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstfault.it.harness.SearchServer;
import org.junit.jupiter.api.Test;

/** The servers that rejections are taken from do reject, whatever the machine's pace. */
final class SearchServersIT {

    @Test
    void oneBulkOverTwentyShardsIsRefusedInPart() {
        try (SearchServer server =
                SearchServer.start(SearchServer.Version.ELASTICSEARCH_7).withIndex("t")) {
            StringBuilder bulk = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                bulk.append("{\"index\":{}}\n{\"n\":").append(i).append("}\n");
            }
            JsonNode answer = server.request("POST", "/t/_bulk", bulk.toString());
            assertThat(answer.get("errors").asBoolean()).isTrue();
            assertThat(server.rejectedTasks()).isPositive();
        }
    }
}
