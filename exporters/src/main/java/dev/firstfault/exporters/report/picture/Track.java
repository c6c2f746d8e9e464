package dev.firstfault.exporters.report.picture;

import java.util.ArrayList;
import java.util.List;

/** A row of the picture: curves of one unit. Built by one thread, then read only. */
final class Track {

    private final String title;
    private final Unit unit;
    private final List<Curve> curves = new ArrayList<>();
    private double limit = Double.NaN;
    private String limitName = "";
    private boolean byPowers;

    Track(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    Track add(Curve curve) {
        if (curve.size() > 0 && (curve.tone() != Tone.FAILURE || curve.everPositive())) {
            curves.add(curve);
        }
        return this;
    }

    /** Has powers of ten on its axis: of values that differ so, the small ones would be flat. */
    Track byPowers() {
        byPowers = true;
        return this;
    }

    /** A level that cannot be passed. */
    Track limit(String name, double level) {
        limitName = name;
        limit = level;
        return this;
    }

    String title() {
        return byPowers ? title + " (powers of ten)" : title;
    }

    boolean isByPowers() {
        return byPowers;
    }

    Unit unit() {
        return unit;
    }

    List<Curve> curves() {
        return curves;
    }

    /** NaN where there is none. */
    double limit() {
        return limit;
    }

    String limitName() {
        return limitName;
    }

    /** The highest value that is seen; 0 where nothing is. */
    double highest(Window window) {
        double best = 0;
        for (Curve curve : curves) {
            double high = curve.highest(window);
            best = high > best ? high : best;
        }
        return best;
    }

    /** The lowest value above zero that is seen, a tenth at least. */
    double lowest(Window window) {
        double best = highest(window);
        for (Curve curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                if (window.holds(curve.at(i)) && curve.value(i) > 0 && curve.value(i) < best) {
                    best = curve.value(i);
                }
            }
        }
        return Math.max(0.1, best);
    }

    /** Whether anything but nothing is to be seen. */
    boolean tells(Window window) {
        return highest(window) > 0;
    }
}
