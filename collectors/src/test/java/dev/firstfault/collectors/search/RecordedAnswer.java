package dev.firstfault.collectors.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a real server answered, from {@code src/test/resources/search}. */
final class RecordedAnswer {
    private final String name;
    private final int status;
    private final byte[] body;

    private RecordedAnswer(String name, int status, byte[] body) {
        this.name = name;
        this.status = status;
        this.body = body;
    }

    /** 200 where only the body was recorded. */
    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    static List<RecordedAnswer> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .map(RecordedAnswer::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordedAnswer named(String name) {
        return read(folder().resolve(name));
    }

    private static Path folder() {
        try {
            URI folder = Objects.requireNonNull(RecordedAnswer.class.getResource("/search"))
                    .toURI();
            return Path.of(folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordedAnswer read(Path file) {
        String name = file.getFileName().toString();
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!name.endsWith(".http")) {
            return new RecordedAnswer(name, 200, all);
        }
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int statusLine = text.indexOf("HTTP/1.1 ");
        int status = Integer.parseInt(text.substring(statusLine + 9, statusLine + 12));
        int crlf = text.indexOf("\r\n\r\n");
        int body = crlf >= 0 ? crlf + 4 : text.indexOf("\n\n") + 2;
        return new RecordedAnswer(name, status, Arrays.copyOfRange(all, body, all.length));
    }

    @Override
    public String toString() {
        return name;
    }
}
