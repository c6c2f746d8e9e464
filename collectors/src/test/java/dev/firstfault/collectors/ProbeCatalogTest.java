package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeCatalogTest {

    @Test
    void everyProbeIsInTheCatalog() throws IOException {
        List<String> listed = Stream.of(ProbeCatalog.all())
                .map(probe -> probe.getClass().getSimpleName())
                .toList();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<String> written = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Probe.java") && !name.equals("Probe.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();

            assertThat(listed).containsExactlyElementsOf(written);
        }
    }

    @Test
    void namesAreUniqueAndKebabCase() {
        List<String> names =
                Stream.of(ProbeCatalog.all()).map(probe -> probe.spec().name()).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void everyAdviceIsThere() {
        assertThat(Arrays.stream(ProbeCatalog.all()).flatMap(probe -> probe.spec().hooks().stream()))
                .isNotEmpty()
                .allSatisfy(hook -> assertThat(WovenLoader.adviceFile(hook.advice()))
                        .as(hook.advice())
                        .isNotNull());
    }

    @Test
    void disabledProbeHooksNothing() {
        HookTable table = HookTable.of(ProbeCatalog.all(), Set.of("hikari-pool"));

        assertThat(table.on("com/zaxxer/hikari/pool/HikariPool")).isNull();
        assertThat(table.on("org/postgresql/Driver")).hasSize(1);
        assertThat(table.on(null)).isNull();
    }
}
