package dev.firstfault.exporters.report.picture;

/** What a curve stands for. The colours are in the style sheet: Okabe and Ito's, which all sorts of colour vision tell apart. */
enum Tone {
    /** What the row is about. */
    MAIN("main"),
    /** What it is compared with. */
    OTHER("other"),
    /** What failed. */
    FAILURE("failure");

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /** Its class in the style sheet. */
    String style() {
        return style;
    }
}
