package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Libraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What an incident left behind, for whoever asks why a verdict came out as it did. */
final class Evidence {
    private static final Path ALL = Libraries.target().resolve("incidents");

    static Path of(Incident incident) {
        return ALL.resolve(incident.name().replaceAll("[^A-Za-z0-9]+", "-"));
    }

    static void keep(Verdict verdict, JvmUnderTest service) {
        try {
            Path folder = Files.createDirectories(of(verdict.incident()));
            Files.copy(service.blackBox(), folder.resolve("box.ffbox"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve("report.txt"), verdict.afterwards().text());
            Files.writeString(
                    folder.resolve("report.json"), verdict.afterwards().toString());
            Files.writeString(folder.resolve("live.json"), String.valueOf(verdict.live()));
            Files.write(folder.resolve("service.log"), service.stdout());
            Files.write(folder.resolve("agent.log"), service.stderr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Evidence() {}
}
