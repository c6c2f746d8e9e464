package dev.firstfault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (Stream<Path> documents = Stream.concat(Files.list(ROOT), Files.list(ROOT.resolve("docs")))) {
            List<Path> pages =
                    documents.filter(path -> path.toString().endsWith(".md")).toList();
            assertThat(pages).hasSizeGreaterThan(5);
            for (Path page : pages) {
                String text = Files.readString(page);
                assertLeads(page, page, LINK.matcher(text));
                assertLeads(page, ROOT.resolve("README.md"), SOURCE.matcher(text));
            }
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
