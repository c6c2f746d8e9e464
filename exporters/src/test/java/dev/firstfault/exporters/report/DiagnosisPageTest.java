package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.exporters.RecordedHealth;
import dev.firstfault.exporters.http.HttpListener;
import dev.firstfault.signals.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosisPageTest {

    private final HttpListener listener =
            new HttpListener(List.of(new DiagnosisPage(Cases::refused)), Clock.SYSTEM, new RecordedHealth());
    private int port;

    @BeforeEach
    void listen() {
        port = listener.start("127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void jsonIsForWhoAcceptsIt() throws IOException {
        assertThat(get("", "application/json, */*;q=0.5"))
                .isEqualTo("application/json\n" + JsonReport.of(Cases.refused()));
    }

    @Test
    void browsersGetAPage() throws IOException {
        assertThat(get("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))
                .startsWith("text/html; charset=utf-8\n<!DOCTYPE html>")
                .contains("db-connection-limit <span class=\"chip high\">high confidence</span>")
                .contains("exit(1)");
    }

    @Test
    void curlGetsText() throws IOException {
        assertThat(get("", "*/*")).startsWith("text/plain; charset=utf-8\nmetastore, pid 4711");
    }

    @Test
    void theQueryOutranksWhatIsAccepted() throws IOException {
        assertThat(get("?a=b&format=json", "text/html")).startsWith("application/json\n{");
        assertThat(get("?format=text", "text/html")).startsWith("text/plain; charset=utf-8\nmetastore, pid 4711");
    }

    private String get(String query, String accept) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/diagnosis" + query)
                .toURL()
                .openConnection();
        connection.setRequestProperty("Accept", accept);
        try (InputStream in = connection.getInputStream()) {
            return connection.getContentType() + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
