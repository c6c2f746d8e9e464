package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetReportsTest {

    private final StringBuilder out = new StringBuilder();

    @Test
    void textHasARowForEachProcessBelowWhatTheyShare() throws IOException {
        report(new TextFleetReport(out, ZoneOffset.ofHours(1), TextStyle.PLAIN));
        assertThat(out).hasToString("""
                        3 processes

                        FIRST FAULTS  2 x db-connection-limit jdbc:mysql://db:3306/hive, first in metastore (pid 4711) at
                                        10:19:51.500
                        ENDINGS       2 x exit
                                      1 x running

                        STARTED              PROCESS                       ENDING                  FIRST FAULT
                        2026-11-22 10:19:10  metastore (pid 4711)          running                 none
                        2026-11-22 10:19:10  metastore (pid 4711)          exit 1                  db-connection-limit, high, 10:19:51.500
                        2026-11-22 10:19:10  metastore (pid 4711)          exit 1                  db-connection-limit, high, 10:19:51.500

                        The whole report on one of them: report FILE, such as metastore-1795339150100-4711.ffbox
                        """);
    }

    @Test
    void jsonHasEachProcessAsIfAloneAndWhatTheyShare() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        report(new JsonFleetReport(out));
        JsonNode json = mapper.readTree(out.toString());
        assertThat(json.at("/schema").intValue()).isEqualTo(1);
        JsonNode alone = mapper.readTree(JsonReport.of(Cases.refused()));
        assertThat(json.get("processes")).hasSize(3);
        alone.fieldNames().forEachRemaining(key -> {
            if (!key.equals("schema")) {
                assertThat(json.at("/processes/1").get(key)).as(key).isEqualTo(alone.get(key));
            }
        });
        assertThat(json.get("fleet")).isEqualTo(mapper.readTree("""
                        {"processes": 3, "endings": {"exit": 2, "running": 1},
                         "firstFaults": [{"kind": "db-connection-limit", "target": "jdbc:mysql://db:3306/hive",
                                          "processes": 2, "firstAt": "2026-11-22T09:19:51.500Z",
                                          "firstIn": {"app": "metastore", "pid": "4711",
                                                      "source": "metastore-1795339150100-4711.ffbox"}}],
                         "troubles": []}"""));
    }

    @Test
    void thePageHasATable() throws IOException {
        report(new HtmlFleetReport(out, ZoneOffset.ofHours(1)));
        assertThat(out.toString().split("<tr", -1)).hasSize(1 + 1 + 3);
        assertThat(out.toString())
                .contains("<h1>3 processes</h1>", "2 x exit", "<span class=\"chip high\">high</span>")
                .contains("metastore-1795339150100-4711.ffbox");
    }

    private static void report(FleetReport report) throws IOException {
        for (DiagnosedProcess process : List.of(Cases.healthy(), Cases.refused(), Cases.refused())) {
            report.add(process);
        }
        report.end();
    }
}
