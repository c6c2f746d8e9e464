package dev.firstfault.exporters.report.picture;

/** For which screens a picture is laid out; in its own units, about a pixel each. */
enum Size {
    /** From 760 pixels on. */
    WIDE("wide", 1080, 64, 9),
    /** Telephones, and what stands beside something else. */
    NARROW("narrow", 380, 56, 4);

    /** Room at the right end. */
    static final double MARGIN = 8;

    private final String style;
    private final double width;
    private final double gutter;
    private final int timeLabels;

    Size(String style, double width, double gutter, int timeLabels) {
        this.style = style;
        this.width = width;
        this.gutter = gutter;
        this.timeLabels = timeLabels;
    }

    /** Its class in the style sheet. */
    String style() {
        return style;
    }

    double width() {
        return width;
    }

    /** Room for the labels of values. */
    double gutter() {
        return gutter;
    }

    /** How many labels of time have room at most. */
    int timeLabels() {
        return timeLabels;
    }

    /** How high a row's curves are, given how many rows there are. */
    double rowHeight(int rows) {
        return rows > 3 ? 50 : 60;
    }

    /** Whether the legend has a line of its own. */
    boolean legendBelow() {
        return this == NARROW;
    }
}
