package dev.firstfault.exporters.report;

/** A text report as one page that needs nothing else: no script, no style sheet, no picture from anywhere. */
public final class HtmlReport {

    private HtmlReport() {}

    /** The page around a plain text report. */
    public static String of(String text) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>firstfault</title>"
                + "<style>body{margin:2em}pre{font:14px/1.4 monospace;white-space:pre-wrap}</style></head>\n<body><pre>"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                + "</pre></body></html>\n";
    }
}
