package dev.firstfault.exporters.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupWriterTest {

    @Test
    void textCanNeitherOpenATagNorCloseAnAttribute() {
        assertThat(new MarkupWriter()
                        .open("p")
                        .attribute("title", "\"><script>alert(1)</script>")
                        .text("</p><img src=x onerror='alert(1)'>&amp;")
                        .close())
                .hasToString("<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">"
                        + "&lt;/p&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;</p>");
    }

    @Test
    void whatTurnsTheDirectionOrControlsATerminalIsLeftOut() {
        assertThat(new MarkupWriter()
                        .open("p")
                        .text("a\u202eb\u2066c\u001b[31md\u2028e\ud800f")
                        .close())
                .hasToString("<!DOCTYPE html>\n<p>abc [31md e\ufffdf</p>");
    }

    @Test
    void elementsThatHoldNothingHaveNoEndTag() {
        assertThat(new MarkupWriter()
                        .open("meta")
                        .attribute("charset", "utf-8")
                        .close()
                        .element("b", "", "x"))
                .hasToString("<!DOCTYPE html>\n<meta charset=\"utf-8\"><b>x</b>");
    }

    @Test
    void numbersHaveATenthAtMost() {
        assertThat(MarkupWriter.decimal(3)).isEqualTo("3");
        assertThat(MarkupWriter.decimal(3.14159)).isEqualTo("3.1");
        assertThat(MarkupWriter.decimal(-0.26)).isEqualTo("-0.3");
        assertThat(MarkupWriter.decimal(-2.04)).isEqualTo("-2");
    }
}
