package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The list is made of the catalogue: {@code -Dfirstfault.docs.write=true} does it. */
class HookedTypesTest {

    private static final Path LIST = Path.of("src", "main", "resources", "hooked-types");

    @Test
    void listIsThatOfTheCatalogue() throws IOException {
        Set<String> types = HookTable.of(ProbeCatalog.all(), Set.of()).types();
        String list = String.join("\n", new TreeSet<>(types)) + "\n";
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.createDirectories(LIST.getParent());
            Files.writeString(LIST, list);
        }

        assertThat(LIST).hasContent(list);
    }

    @Test
    void knowsTheHookedTypesAndNoOther() throws IOException {
        HookedTypes types = HookedTypes.read();

        assertThat(types.contains("com/zaxxer/hikari/pool/HikariPool")).isTrue();
        assertThat(types.contains("org/postgresql/Driver")).isTrue();
        assertThat(types.contains("java/lang/String")).isFalse();
        assertThat(types.contains("")).isFalse();
        assertThat(types.contains(null)).isFalse();
    }
}
