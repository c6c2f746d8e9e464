package dev.firstfault.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String ATTACK = "</style></svg><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    @Test
    void theAnswersStandInTheOrderOfTheTextReport() {
        String page = page(Cases.refused());
        List<Integer> places = new ArrayList<>();
        for (String part : List.of(
                "How it ended",
                "What went wrong first",
                "Story",
                "Not causes",
                "Ruled out",
                "Missing",
                ">Next<",
                "Evidence",
                "Agent health",
                "Records",
                "Process")) {
            places.add(page.indexOf(part));
        }
        assertThat(places).doesNotContain(-1).isSorted();
    }

    @Test
    void allThatTheVerdictSaysIsThere() {
        assertThat(page(Cases.refused()))
                .contains("db-connection-limit <span class=\"chip high\">high confidence</span>")
                .contains("jdbc:mysql://db:3306/hive, at 10:19:51.500")
                .contains("exit, exit code 1")
                .contains("<time>10:19:51.500</time><span class=\"after\">0 s</span>")
                .contains("heap-leak: the heap after collections stayed at 40 MB of 1024 MB")
                .contains("who holds the connections")
                .contains("Heap size is not the cause.")
                .contains("not hooked: bonecp-pool getConnection")
                .contains("SQLState 08004, code 1040")
                .contains("ConnectionImpl.createNewIO(ConnectionImpl.java:815)")
                .contains("UTC+01:00");
    }

    @Test
    void anAbstentionSaysSo() {
        assertThat(page(Cases.unexplained()))
                .contains("not enough evidence")
                .contains("db-down jdbc:mysql://db:3306/hive: 45 of 100")
                .contains("frame 17: checksum")
                .doesNotContain("confidence</span>");
    }

    @Test
    void aHealthyProcessHasNothingWrong() {
        assertThat(page(Cases.healthy())).contains("Nothing that was observed went wrong.", "<h2>Now</h2>");
    }

    @Test
    void nothingIsLoadedAndNothingRuns() {
        String page = page(Cases.drawn("orders"));
        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .doesNotContain("<script", "http:", "https:", "url(", "@import");
        assertThat(page).contains("<svg class=\"wide\"", "<svg class=\"narrow\"");
    }

    @Test
    void whatABoxSaysIsTextAndNeverMarkup() {
        String page = page(Cases.drawn(ATTACK));
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script", "<img");
        assertThat(elements(page)).isEqualTo(elements(page(Cases.drawn("orders"))));
    }

    @Test
    void thePictureShowsWhatTheVerdictIsAbout() {
        String page = page(Cases.drawn("orders"));
        assertThat(page)
                .contains(">Pool orders</text>", ">most connections 10</text>", ">first fault</text>", ">end</text>");
        assertThat(page.indexOf(">first fault<")).as("drawn before the story").isLessThan(page.indexOf(">Story<"));
    }

    @Test
    void morePeopleReadThanSeeColours() {
        assertThat(page(Cases.drawn("orders")))
                .contains("role=\"img\"", "aria-label=\"Over time: ")
                .contains("prefers-color-scheme:dark");
    }

    private static String page(DiagnosedProcess process) {
        return HtmlReport.of(process, ZoneOffset.ofHours(1));
    }

    /** The tags of a page, without what stands in them. */
    private static List<String> elements(String page) {
        List<String> tags = new ArrayList<>();
        Matcher tag = Pattern.compile("</?[a-zA-Z0-9!]+").matcher(page);
        while (tag.find()) {
            tags.add(tag.group());
        }
        return tags;
    }
}
