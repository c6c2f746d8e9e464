package dev.firstfault.exporters.report.picture;

import dev.firstfault.exporters.html.MarkupWriter;

/** Draws one row: its title, what its curves are, the curves, and what they are measured by. */
final class TrackDrawing {

    /** Width of a letter of the picture's 12 pixel type, on average, in a wide face. */
    private static final double LETTER = 7.2;

    private static final double SWATCH = 20;
    private static final double SPACE = 16;

    private final MarkupWriter out;
    private final Size size;
    private final Window window;
    private final TimeAxis time;

    TrackDrawing(MarkupWriter out, Size size, Window window, TimeAxis time) {
        this.out = out;
        this.size = size;
        this.window = window;
        this.time = time;
    }

    /** How wide a text is at most. */
    static double width(String text) {
        return text.length() * LETTER;
    }

    void draw(Track track, double titleY, double headY, double height) {
        double legend = 0;
        for (Curve curve : track.curves()) {
            legend += curve.name().isEmpty() ? 0 : SWATCH + width(curve.name()) + SPACE;
        }
        double room = time.width() - (size.legendBelow() ? 0 : legend + SPACE);
        text("title", time.left(), titleY + 13, cut(track.title(), (int) (room / (LETTER * 1.08))));
        double x = size.legendBelow() ? time.left() : time.right() - legend + SPACE / 2;
        double y = size.legendBelow() ? headY - 5 : titleY + 13;
        for (Curve curve : track.curves()) {
            if (!curve.name().isEmpty()) {
                swatch(curve, x, y - 4);
                text("legend", x + SWATCH, y, curve.name());
                x += SWATCH + width(curve.name()) + SPACE;
            }
        }
        ValueAxis axis = new ValueAxis(track, window, headY, height);
        out.open("path", "frame")
                .attribute(
                        "d",
                        "M" + MarkupWriter.decimal(time.left()) + " " + MarkupWriter.decimal(headY) + "H"
                                + MarkupWriter.decimal(time.right()) + "M" + MarkupWriter.decimal(time.left()) + " "
                                + MarkupWriter.decimal(axis.foot()) + "H" + MarkupWriter.decimal(time.right()))
                .close();
        text("value last", time.left() - 6, headY + 9, track.unit().label(axis.top()));
        text(
                "value last",
                time.left() - 6,
                axis.foot(),
                axis.bottom() == 0 ? "0" : track.unit().label(axis.bottom()));
        for (double decade : axis.decades()) {
            out.open("path", "decade")
                    .attribute("d", at(time.left(), axis.y(decade)) + "H" + MarkupWriter.decimal(time.right()))
                    .close();
        }
        CurveDrawing curves = new CurveDrawing(out, window, time);
        for (Curve curve : track.curves()) {
            curves.draw(curve, axis);
        }
        limit(track, axis, headY);
    }

    private void limit(Track track, ValueAxis axis, double headY) {
        if (Double.isNaN(axis.limit()) || track.limitName().isEmpty()) {
            return;
        }
        double y = axis.y(axis.limit());
        out.open("path", "limit")
                .attribute(
                        "d",
                        "M" + MarkupWriter.decimal(time.left()) + " " + MarkupWriter.decimal(y) + "H"
                                + MarkupWriter.decimal(time.right()))
                .close();
        String label = track.limitName() + " " + track.unit().label(axis.limit());
        text("limit-label", time.left() + 5, y - headY < 12 ? y + 12 : y - 4, label);
    }

    private void swatch(Curve curve, double x, double y) {
        String path;
        switch (curve.form()) {
            case BARS:
                path = at(x + 2, y + 4) + "v-6" + at(x + 6, y + 4) + "v-9" + at(x + 10, y + 4) + "v-5";
                break;
            case DOTS:
                path = at(x + 3.4, y) + "l2.6 -2.6l2.6 2.6l-2.6 2.6z";
                break;
            case AREA:
                path = at(x, y + 4) + "v-8h12v8z";
                break;
            default:
                path = at(x, y) + "h13";
        }
        out.open("path", curve.form().style() + " " + curve.tone().style())
                .attribute("d", path)
                .close();
    }

    private static String at(double x, double y) {
        return "M" + MarkupWriter.decimal(x) + " " + MarkupWriter.decimal(y);
    }

    private static String cut(String text, int letters) {
        return text.length() <= letters
                ? text
                : text.substring(0, Math.max(1, letters - 1)).trim() + "…";
    }

    private void text(String style, double x, double y, String text) {
        out.open("text", style).attribute("x", x).attribute("y", y).text(text).close();
    }
}
