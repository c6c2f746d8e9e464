package dev.firstfault.exporters.report.picture;

/** How a curve is drawn: with the {@link Tone}, so that nothing is told by colour alone. */
enum Form {
    AREA("area"),
    LINE("line"),
    DASHES("dashes"),
    BARS("bars"),
    DOTS("dots");

    private final String style;

    Form(String style) {
        this.style = style;
    }

    /** Its class in the style sheet. */
    String style() {
        return style;
    }
}
