package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocumentLinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)");
    private static final Pattern SOURCE = Pattern.compile("`([a-z]+/src/[A-Za-z0-9/._-]+)`");

    @Test
    void everyLinkAndEverySourcePathLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        assertThat(pages).hasSizeGreaterThan(5);
        for (Path page : pages) {
            String text = Files.readString(page);
            assertLeads(page, page, LINK.matcher(text));
            assertLeads(page, ROOT.resolve("README.md"), SOURCE.matcher(text));
        }
    }

    private static void assertLeads(Path page, Path sibling, Matcher found) {
        while (found.find()) {
            assertThat(sibling.resolveSibling(found.group(1)))
                    .as(page + " points at " + found.group(1))
                    .exists();
        }
    }
}
