package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void theSchemaIsTheOneThatIsPromised() throws JsonProcessingException {
        assertThat(mapper.readTree(JsonReport.of(Cases.refused()))).isEqualTo(mapper.readTree("""
            {"schema": 1,
             "process": {"app": "metastore", "pid": 4711, "role": "metastore", "jdk": "17.0.15",
               "started": "2026-11-22T09:19:10.100Z", "lastRecord": "2026-11-22T09:20:13.500Z",
               "flags": {"ExitOnOutOfMemoryError": "true"},
               "agent": "0.1.0", "source": "metastore-1795339150100-4711.ffbox"},
             "ending": {"kind": "exit", "certain": true,
               "summary": "System.exit(1) was called from HiveMetaStore.main.",
               "at": "2026-11-22T09:20:13.500Z", "exitCode": 1},
             "firstFault": {"kind": "db-connection-limit", "target": "jdbc:mysql://db:3306/hive",
               "at": "2026-11-22T09:19:51.500Z", "confidence": "high",
               "summary": "The database refused 10 of 10 connections from 10:19:51 on: \\"Too many connections\\" (1040, 08004). This process held none of its connections."},
             "hypotheses": [{"kind": "db-connection-limit", "target": "jdbc:mysql://db:3306/hive", "score": 0.95}],
             "timeline": [
               {"at": "2026-11-22T09:19:13.500Z", "relativeMillis": -38000,
                "what": "pool HikariPool-1 opened, at most 10 connections", "role": "context"},
               {"at": "2026-11-22T09:19:51.500Z", "relativeMillis": 0,
                "what": "the database refused a connection: 1040 Too many connections", "role": "first"},
               {"at": "2026-11-22T09:19:51.750Z", "relativeMillis": 250,
                "what": "9 more refusals within 20 s", "role": "consequence"},
               {"at": "2026-11-22T09:20:13.500Z", "relativeMillis": 22000, "what": "exit(1)", "role": "consequence"}],
             "consequences": [{"kind": "pool-timeout", "at": "2026-11-22T09:20:12.500Z",
               "summary": "checkouts waited 20 s for connections that never came."}],
             "ruledOut": [
               {"kind": "own-connection-exhaustion", "because": "this process held no connection to it"},
               {"kind": "heap-leak", "because": "the heap after collections stayed at 40 MB of 1024 MB"}],
             "missing": ["who holds the connections: the server's process list at that time"],
             "advice": ["On the server: show processlist; show variables like 'max_connections'.",
               "Heap size is not the cause."],
             "damage": {"recordsRead": 0, "recordsSkipped": 0, "notes": []}}"""));
    }

    @Test
    void keysComeInTheOrderOfTheSchema() throws JsonProcessingException {
        assertThat(mapper.readTree(JsonReport.of(Cases.refused())).fieldNames())
                .toIterable()
                .containsExactly(
                        "schema",
                        "process",
                        "ending",
                        "firstFault",
                        "hypotheses",
                        "timeline",
                        "consequences",
                        "ruledOut",
                        "missing",
                        "advice",
                        "damage");
    }

    @Test
    void noFirstFaultIsNull() throws JsonProcessingException {
        JsonNode report = mapper.readTree(JsonReport.of(Cases.healthy()));
        assertThat(report.get("firstFault").isNull()).isTrue();
        assertThat(report.at("/ending/exitCode").isNull()).isTrue();
    }

    @Test
    void notEnoughEvidenceIsConfidenceNone() throws JsonProcessingException {
        JsonNode report = mapper.readTree(JsonReport.of(Cases.unexplained()));
        assertThat(report.at("/firstFault/confidence").textValue()).isEqualTo("none");
        assertThat(report.at("/hypotheses")).hasSize(2);
        assertThat(report.at("/damage/recordsSkipped").intValue()).isEqualTo(2);
    }
}
