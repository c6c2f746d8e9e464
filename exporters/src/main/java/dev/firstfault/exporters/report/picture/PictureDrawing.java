package dev.firstfault.exporters.report.picture;

import dev.firstfault.diagnosis.verdict.MomentRole;
import dev.firstfault.exporters.html.MarkupWriter;
import java.util.List;

/** Lays one picture out from top to bottom: what the lines mean, the numbers of the moments, the rows, the clock. */
final class PictureDrawing {

    private static final double LABELS = 17;
    private static final double NUMBERS = 24;
    private static final double TITLE = 18;
    private static final double LEGEND = 16;
    private static final double GAP = 7;
    private static final double CLOCK = 20;
    private static final double RADIUS = 9;

    private static final String FIRST = "first fault";

    /** Where it is open what was first, though not when. */
    private static final String TROUBLE = "trouble begins";

    private static final String END = "end";

    private final MarkupWriter out;
    private final Size size;
    private final Window window;
    private final TimeAxis time;
    private final boolean named;

    /** @param named whether it is known what was first */
    PictureDrawing(MarkupWriter out, Size size, Window window, TimeAxis time, boolean named) {
        this.named = named;
        this.out = out;
        this.size = size;
        this.window = window;
        this.time = time;
    }

    /**
     * Draws it.
     *
     * @param onset the first fault, nanoseconds since the origin; negative where nothing went wrong
     * @param end the end of the process, likewise; negative where it runs
     */
    void draw(List<Track> tracks, List<Mark> marks, long onset, long end) {
        double head = LABELS + (marks.isEmpty() ? 0 : NUMBERS);
        double title = TITLE + (size.legendBelow() ? LEGEND : 0);
        double row = size.rowHeight(tracks.size());
        double foot = head + tracks.size() * (title + row + GAP) - GAP;
        out.line()
                .open("svg", size.style())
                .attribute(
                        "viewBox",
                        "0 0 " + MarkupWriter.decimal(size.width()) + " " + MarkupWriter.decimal(foot + CLOCK))
                .attribute("role", "img")
                .attribute("aria-label", description(tracks));
        if (onset >= 0 && named) {
            double x = time.x(onset);
            rectangle("since", x, head, time.x(end < 0 ? window.toNanos() : end) - x, foot - head);
        }
        clock(head, foot);
        lines(marks, head, foot);
        if (end >= 0) {
            line("end", time.x(end), head - 4, foot);
        }
        if (onset >= 0) {
            line(named ? "onset" : "onset open", time.x(onset), LABELS - 3, foot);
        }
        for (int i = 0; i < tracks.size(); i++) {
            double top = head + i * (title + row + GAP);
            new TrackDrawing(out, size, window, time).draw(tracks.get(i), top, top + title, row);
        }
        numbers(marks, LABELS + NUMBERS / 2);
        labels(onset, end);
        out.close();
    }

    private String description(List<Track> tracks) {
        StringBuilder text = new StringBuilder("Over time: ");
        for (Track track : tracks) {
            text.append(track.title())
                    .append(", at most ")
                    .append(track.unit().label(track.highest(window)))
                    .append("; ");
        }
        return text.append("the moments are numbered as in the story below.").toString();
    }

    private void clock(double head, double foot) {
        for (long tick : time.ticks()) {
            double x = time.x(tick);
            line("grid", x, head, foot);
            String label = time.label(tick);
            double half = TrackDrawing.width(label) / 2;
            if (x - half > time.left() - size.gutter() && x + half < size.width()) {
                text("tick middle", x, foot + CLOCK - 6, label);
            }
        }
    }

    private void lines(List<Mark> marks, double head, double foot) {
        for (Mark mark : marks) {
            if (mark.role() != MomentRole.FIRST && window.holds(mark.atNanos())) {
                line("moment " + mark.role().word(), time.x(mark.atNanos()), head, foot);
            }
        }
    }

    /** The numbers, moved apart where moments are close to each other. */
    private void numbers(List<Mark> marks, double y) {
        double apart = 2 * RADIUS + 3;
        double[] places = new double[marks.size()];
        for (int i = 0; i < places.length; i++) {
            double x = time.x(marks.get(i).atNanos());
            places[i] = i == 0 ? Math.max(x, RADIUS) : Math.max(x, places[i - 1] + apart);
        }
        double room = size.width() - RADIUS - 1;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], room);
            room = places[i] - apart;
        }
        for (int i = 0; i < places.length; i++) {
            Mark mark = marks.get(i);
            double x = time.x(mark.atNanos());
            if (Math.abs(x - places[i]) > 1) {
                out.open("path", "leader")
                        .attribute(
                                "d",
                                "M" + MarkupWriter.decimal(places[i]) + " " + MarkupWriter.decimal(y) + "L"
                                        + MarkupWriter.decimal(x) + " " + MarkupWriter.decimal(y + NUMBERS / 2))
                        .close();
            }
            out.open("circle", "mark " + mark.role().word())
                    .attribute("cx", places[i])
                    .attribute("cy", y)
                    .attribute("r", RADIUS)
                    .close();
            text("number " + mark.role().word(), places[i], y + 4, String.valueOf(mark.number()));
        }
    }

    /** What the two strong lines are: to their right where there is room, else to their left. */
    private void labels(long onset, long end) {
        double y = LABELS - 6;
        double endX = end < 0 ? Double.POSITIVE_INFINITY : time.x(end);
        double room = TrackDrawing.width(END) + 6;
        if (onset >= 0) {
            double x = time.x(onset);
            String label = named ? FIRST : TROUBLE;
            String style = named ? "onset-label" : "onset-label open";
            double width = TrackDrawing.width(label) + 8;
            boolean right = x + width < Math.min(endX - room, size.width());
            text(right ? style : style + " last", right ? x + 5 : x - 5, y, label);
        }
        if (end >= 0 && (onset < 0 || endX - time.x(onset) > room)) {
            text("end-label last", Math.min(endX + room / 2, size.width() - 1), y, END);
        }
    }

    private void line(String style, double x, double fromY, double toY) {
        out.open("path", style)
                .attribute(
                        "d",
                        "M" + MarkupWriter.decimal(x) + " " + MarkupWriter.decimal(fromY) + "V"
                                + MarkupWriter.decimal(toY))
                .close();
    }

    private void rectangle(String style, double x, double y, double width, double height) {
        out.open("rect", style)
                .attribute("x", x)
                .attribute("y", y)
                .attribute("width", Math.max(0, width))
                .attribute("height", height)
                .close();
    }

    private void text(String style, double x, double y, String text) {
        out.open("text", style).attribute("x", x).attribute("y", y).text(text).close();
    }
}
