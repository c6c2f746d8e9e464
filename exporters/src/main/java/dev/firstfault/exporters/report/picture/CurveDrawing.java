package dev.firstfault.exporters.report.picture;

import dev.firstfault.exporters.html.MarkupWriter;

/** Draws curves: of what falls on one column of the screen, only the extremes. */
final class CurveDrawing {

    private static final double DOT = 3;

    private final MarkupWriter out;
    private final Window window;
    private final TimeAxis time;

    CurveDrawing(MarkupWriter out, Window window, TimeAxis time) {
        this.out = out;
        this.window = window;
        this.time = time;
    }

    void draw(Curve curve, ValueAxis axis) {
        String path;
        switch (curve.form()) {
            case BARS:
                path = bars(curve, axis);
                break;
            case DOTS:
                path = dots(curve, axis);
                break;
            default:
                path = line(curve, axis);
        }
        if (!path.isEmpty()) {
            out.open("path", curve.form().style() + " " + curve.tone().style())
                    .attribute("d", path)
                    .close();
        }
    }

    private String line(Curve curve, ValueAxis axis) {
        Path path = new Path(curve.form() == Form.AREA, axis.foot());
        for (int i = 0; i < curve.size(); i++) {
            boolean near = window.holds(curve.at(i))
                    || (i + 1 < curve.size() && window.holds(curve.at(i + 1)))
                    || (i > 0 && window.holds(curve.at(i - 1)));
            if (near && Double.isNaN(curve.value(i))) {
                path.lift();
            } else if (near) {
                path.to(time.x(curve.at(i)), axis.y(curve.value(i)));
            }
        }
        return path.end();
    }

    private String bars(Curve curve, ValueAxis axis) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < curve.size(); i++) {
            if (window.holds(curve.at(i)) && curve.value(i) > 0) {
                path.append('M')
                        .append(MarkupWriter.decimal(time.x(curve.at(i))))
                        .append(' ');
                path.append(MarkupWriter.decimal(axis.foot())).append('V');
                path.append(MarkupWriter.decimal(axis.y(curve.value(i))));
            }
        }
        return path.toString();
    }

    /** Small diamonds. */
    private String dots(Curve curve, ValueAxis axis) {
        StringBuilder path = new StringBuilder();
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < curve.size(); i++) {
            if (!window.holds(curve.at(i)) || Double.isNaN(curve.value(i))) {
                continue;
            }
            double x = time.x(curve.at(i));
            double y = axis.y(curve.value(i));
            if (Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1) {
                continue; // it would hide behind the one before
            }
            lastX = x;
            lastY = y;
            path.append('M').append(MarkupWriter.decimal(x - DOT)).append(' ').append(MarkupWriter.decimal(y));
            path.append('l').append(DOT).append(" -").append(DOT);
            path.append('l').append(DOT).append(' ').append(DOT);
            path.append("l-").append(DOT).append(' ').append(DOT).append('z');
        }
        return path.toString();
    }

    /** A path that keeps of each column the first, the lowest, the highest and the last point. */
    private static final class Path {

        private final StringBuilder out = new StringBuilder();
        private final boolean closed;
        private final double footY;
        private boolean down;
        private long column = Long.MIN_VALUE;
        private double x;
        private double low;
        private double high;
        private double last;
        private double startX;

        Path(boolean closed, double footY) {
            this.closed = closed;
            this.footY = footY;
        }

        void to(double toX, double y) {
            if (Math.round(toX) != column) {
                flush();
                column = Math.round(toX);
                x = toX;
                low = y;
                high = y;
                point(toX, y);
            }
            low = Math.max(low, y);
            high = Math.min(high, y);
            last = y;
        }

        private void point(double toX, double y) {
            if (!down) {
                startX = toX;
            }
            out.append(down ? 'L' : 'M')
                    .append(MarkupWriter.decimal(toX))
                    .append(' ')
                    .append(MarkupWriter.decimal(y));
            down = true;
        }

        private void flush() {
            if (column == Long.MIN_VALUE) {
                return;
            }
            if (high < last && high < low) {
                point(x, high);
            }
            if (low > last) {
                point(x, low);
            }
            if (high != low) {
                point(x, last);
            }
        }

        void lift() {
            flush();
            if (down && closed) {
                out.append('V').append(MarkupWriter.decimal(footY)).append('H').append(MarkupWriter.decimal(startX));
                out.append('z');
            }
            down = false;
            column = Long.MIN_VALUE;
        }

        String end() {
            lift();
            return out.toString();
        }
    }
}
