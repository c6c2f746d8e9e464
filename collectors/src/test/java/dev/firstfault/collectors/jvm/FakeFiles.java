package dev.firstfault.collectors.jvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root directory with a {@code /proc} and a {@code /sys} of the test's making. */
final class FakeFiles {

    private final Path root;

    FakeFiles(Path root) {
        this.root = root;
    }

    File root() {
        return root.toFile();
    }

    File proc() {
        return root.resolve("proc").toFile();
    }

    FakeFiles with(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
