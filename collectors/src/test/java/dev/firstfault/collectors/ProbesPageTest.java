package dev.firstfault.collectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/probes.md} is written from the catalogue and the matrix: {@code -Dfirstfault.docs.write=true} does it. */
class ProbesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "probes.md");

    @Test
    void pageSaysWhatIsHookedInWhichVersions() throws IOException {
        String page = page();
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    private static String page() {
        StringBuilder out = new StringBuilder();
        out.append("# Probes\n\n")
                .append("What is hooked, by name, and in which versions every hook is checked at each build. ")
                .append("`probes.<name>=off` leaves a probe out.\n\n")
                .append("| probe | library | checked versions | hooked types |\n")
                .append("| --- | --- | --- | --- |\n");
        for (Probe probe : ProbeCatalog.all()) {
            ProbeSpec spec = probe.spec();
            out.append("| `").append(spec.name()).append("` | ");
            out.append(Stream.of(spec.library().split(", ", -1)).collect(Collectors.joining("<br>")));
            out.append(" | ");
            out.append(Stream.of(spec.library().split(", ", -1))
                    .map(library -> String.join(", ", Matrix.versionsOf(library.substring(library.indexOf(':') + 1))))
                    .collect(Collectors.joining("<br>")));
            out.append(" | ");
            Set<String> types = new LinkedHashSet<>();
            spec.hooks().forEach(hook -> types.add('`' + hook.type() + '`'));
            out.append(String.join("<br>", types)).append(" |\n");
        }
        out.append("\n## Hooks\n\n");
        for (Probe probe : ProbeCatalog.all()) {
            out.append("### ").append(probe.spec().name()).append("\n\n");
            for (Hook hook : probe.spec().hooks()) {
                out.append("- `").append(hook).append('`');
                out.append(hook.required() ? "\n" : " (in some versions)\n");
            }
            out.append('\n');
        }
        return out.toString();
    }
}
