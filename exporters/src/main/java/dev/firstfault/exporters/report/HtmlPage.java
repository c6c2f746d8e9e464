package dev.firstfault.exporters.report;

import dev.firstfault.exporters.html.MarkupWriter;

/** What all pages have in common: they need nothing but themselves, and may run nothing. */
final class HtmlPage {

    /** Even if something of a box were taken for markup: no script, nothing from anywhere. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private HtmlPage() {}

    /** A page, open for its content. */
    static MarkupWriter begin(String title) {
        MarkupWriter out = new MarkupWriter();
        out.open("html").attribute("lang", "en").open("head");
        out.open("meta").attribute("charset", "utf-8").close();
        out.open("meta")
                .attribute("http-equiv", "Content-Security-Policy")
                .attribute("content", POLICY)
                .close();
        out.open("meta")
                .attribute("name", "viewport")
                .attribute("content", "width=device-width,initial-scale=1")
                .close();
        // Else a browser asks the live process for /favicon.ico.
        out.open("link").attribute("rel", "icon").attribute("href", "data:,").close();
        out.open("title").text(title).close();
        return out.style(HtmlStyle.SHEET).close().line().open("body").open("main");
    }

    /** The page as text, closed. */
    static String end(MarkupWriter out, String footer) {
        out.element("footer", "", footer).line();
        return out.close().close().close().line().toString();
    }
}
