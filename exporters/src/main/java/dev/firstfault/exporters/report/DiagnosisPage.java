package dev.firstfault.exporters.report;

import dev.firstfault.exporters.http.Page;
import dev.firstfault.exporters.http.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The verdict on the running process: HTML for whoever accepts it, which is a browser, JSON for who asks for that, text
 * for the rest, which is a person with curl; {@code ?format=json|html|text} wins.
 */
public final class DiagnosisPage implements Page {

    private final Supplier<DiagnosedProcess> process;

    /** @param process called for each request, by several threads */
    public DiagnosisPage(Supplier<DiagnosedProcess> process) {
        this.process = process;
    }

    @Override
    public String path() {
        return "/diagnosis";
    }

    @Override
    public String contentType(Request request) {
        switch (format(request)) {
            case "json":
                return "application/json";
            case "html":
                return "text/html; charset=utf-8";
            default:
                return "text/plain; charset=utf-8";
        }
    }

    @Override
    public void writeTo(OutputStream out, Request request) throws IOException {
        out.write(body(format(request)).getBytes(StandardCharsets.UTF_8));
    }

    private String body(String format) {
        if (format.equals("json")) {
            return JsonReport.of(process.get());
        }
        ZoneId zone = ZoneId.systemDefault();
        return format.equals("html")
                ? HtmlReport.of(process.get(), zone)
                : new TextReport(zone, TextStyle.PLAIN).of(process.get());
    }

    private static String format(Request request) {
        String wished = request.parameter("format");
        if (wished != null) {
            return wished;
        }
        String accepted = request.accept();
        return accepted.contains("text/html") ? "html" : accepted.contains("json") ? "json" : "text";
    }
}
