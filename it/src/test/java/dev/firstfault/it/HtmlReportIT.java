package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.Browser;
import dev.firstfault.it.harness.BrowserPage;
import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Report;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.example.faults.LeakApp;
import org.example.faults.SmallHeapApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a page, in a real browser: of the founding incident, of a heap that filled, of a process that runs, of several. */
final class HtmlReportIT {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int OOM_EXIT_CODE = 3;

    /** For a look afterwards. */
    private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();

    /** What reaches over an edge of the window or, of a picture, over an edge of the picture. */
    private static final String CUT_OFF = """
            [...document.querySelectorAll('body *')].filter(element => {
              const box = element.getBoundingClientRect();
              const svg = element.ownerSVGElement;
              const frame = svg ? svg.getBoundingClientRect() : {left: 0, right: innerWidth};
              return box.width > 0 && (box.right > frame.right + 1 || box.left < frame.left - 1);
            }).map(element => element.outerHTML.slice(0, 200)).join('\\n')""";

    private static Browser browser;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theFoundingIncidentIsUnderstoodWithoutScrolling() {
        JdbcDriver driver = JdbcDriver.MARIADB_2_7;
        HiveMetastore metastore = HiveMetastore.version("4.0.1");
        try (MariaDb database = MariaDb.withMetastoreSchemas(10).holdAll();
                JvmUnderTest jvm = metastore
                        .database(database, driver)
                        .property("metastore.hmshandler.attempts", 3)
                        .property("metastore.hmshandler.interval", "500ms")
                        .on(Jdk.of(17))
                        .withAgent("")
                        .start()) {
            jvm.expectAgentLine("database refused|first fault: db-connection-limit");
            assertThat(jvm.awaitExit(SOON)).isNotZero();
            look(Report.page(jvm.blackBox(), directory.resolve("refused.html")), "refused", "db-connection-limit");
        }
    }

    @Test
    void soIsAHeapThatFilled() {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Xmx48m", "-XX:+ExitOnOutOfMemoryError")
                .withAgent("")
                .main(LeakApp.class)
                .args(64, 20)
                .start()) {
            jvm.expectAgentLine("first fault");
            assertThat(jvm.awaitExit(SOON)).isEqualTo(OOM_EXIT_CODE);
            look(Report.page(jvm.blackBox(), directory.resolve("leak.html")), "leak", "heap-leak");
            Report.page(jvm.directory(), directory.resolve("fleet.html"));
        }
    }

    @Test
    void aRunningProcessShowsTheSamePage() {
        try (JvmUnderTest jvm = JvmUnderTest.on(Jdk.of(17))
                .jvmArgs("-Xmx64m")
                .withAgent("")
                .main(SmallHeapApp.class)
                .args(10, 1)
                .start()) {
            URI live = URI.create("http://" + jvm.scrapeAddress() + "/diagnosis");
            look(live, "live", 1280, "Nothing that was observed went wrong.");
            look(live, "live", 400, "Nothing that was observed went wrong.");
        }
    }

    private static void look(Path file, String name, String words) {
        assertThat(file).isRegularFile();
        look(file.toUri(), name, 1280, words);
        look(file.toUri(), name, 400, words);
    }

    private static void look(URI address, String name, int width, String words) {
        int height = 800;
        try (BrowserPage page = browser.open(address, width, height)) {
            page.screenshot(PICTURES.resolve(name + "-" + width + ".png"));
            assertThat(page.complaints()).isEmpty();
            assertThat(page.evaluate("document.body.innerText").asText()).contains(words);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth")
                            .asInt())
                    .as("wider than the window by")
                    .isNotPositive();
            assertThat(page.evaluate(CUT_OFF).asText())
                    .as("cut off at " + width)
                    .isEmpty();
            if (width > 1000) {
                assertThat(bottom(page, ".verdict")).isBetween(1, height);
                assertThat(bottom(page, "svg.wide")).isBetween(1, height);
            } else {
                assertThat(bottom(page, "svg.wide")).as("the wide picture").isZero();
                assertThat(bottom(page, "svg.narrow")).isPositive();
            }
            page.dark();
            page.screenshot(PICTURES.resolve(name + "-" + width + "-dark.png"));
        }
    }

    private static int bottom(BrowserPage page, String selector) {
        String box = "document.querySelector('" + selector + "').getBoundingClientRect()";
        return page.evaluate("Math.ceil(" + box + ".width && " + box + ".bottom)")
                .asInt();
    }
}
