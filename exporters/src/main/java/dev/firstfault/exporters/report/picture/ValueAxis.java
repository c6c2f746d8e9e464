package dev.firstfault.exporters.report.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places on a row: from zero at its foot to a round number at its head, or by powers of ten where values lie
 * far apart. Immutable.
 */
final class ValueAxis {

    /** A limit that is further off than so many times the highest value would flatten the curves. */
    private static final double FAR = 20;

    private static final double[] ROUND = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    private final double bottom;
    private final double top;
    private final double limit;
    private final double footY;
    private final double height;

    ValueAxis(Track track, Window window, double headY, double height) {
        double highest = track.highest(window);
        limit = track.limit() <= FAR * highest ? track.limit() : Double.NaN;
        if (track.isByPowers()) {
            bottom = Math.pow(10, Math.floor(Math.log10(track.lowest(window))));
            top = Math.pow(10, Math.ceil(Math.log10(Math.max(highest, 2 * bottom))));
        } else {
            bottom = 0;
            top = limit >= highest ? limit : round(highest, track.unit().base());
        }
        footY = headY + height;
        this.height = height;
    }

    /** The next round number. */
    private static double round(double value, double base) {
        double unit = 1;
        while (base > 1 && value >= unit * base) {
            unit *= base;
        }
        if (!(value > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value / unit))) * unit;
        for (double step : ROUND) {
            if (step * power >= value * 0.999) {
                return step * power;
            }
        }
        return 10 * power;
    }

    double y(double value) {
        double inside = Math.max(bottom, Math.min(value, top));
        double share = bottom == 0 ? inside / top : Math.log10(inside / bottom) / Math.log10(top / bottom);
        return footY - share * height;
    }

    double foot() {
        return footY;
    }

    /** The value at the foot of the row. */
    double bottom() {
        return bottom;
    }

    /** The powers of ten between foot and head; none where the row begins at zero. */
    List<Double> decades() {
        List<Double> decades = new ArrayList<>();
        for (double decade = 10 * bottom; bottom > 0 && decade < 0.9 * top; decade *= 10) {
            decades.add(decade);
        }
        return decades;
    }

    /** The value at the head of the row. */
    double top() {
        return top;
    }

    /** The limit, where it is near enough to be shown; else NaN. */
    double limit() {
        return limit;
    }
}
