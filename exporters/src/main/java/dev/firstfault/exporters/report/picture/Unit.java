package dev.firstfault.exporters.report.picture;

/** What the values of a row are measured in, and how they are written. */
enum Unit {
    COUNT,
    PER_SECOND,
    MILLIS,
    BYTES,
    SHARE;

    private static final double KIB = 1024;

    /** A value of the axis in few characters: {@code 250 MB}, {@code 1.5 s}, {@code 12}. */
    String label(double value) {
        switch (this) {
            case BYTES:
                return bytes(value);
            case MILLIS:
                return value >= 1000 ? number(value / 1000) + " s" : number(value) + " ms";
            case SHARE:
                return number(value * 100) + " %";
            case PER_SECOND:
                return compact(value) + "/s";
            default:
                return compact(value);
        }
    }

    /** The step of a round number in this unit: 1024 for memory. */
    double base() {
        return this == BYTES ? KIB : 1;
    }

    private static String bytes(double value) {
        if (value >= KIB * KIB * KIB) {
            return number(value / (KIB * KIB * KIB)) + " GB";
        }
        return value >= KIB * KIB || value == 0 ? number(value / (KIB * KIB)) + " MB" : number(value / KIB) + " KB";
    }

    private static String compact(double value) {
        return value >= 1_000_000
                ? number(value / 1_000_000) + "M"
                : value >= 10_000 ? number(value / 1000) + "k" : number(value);
    }

    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths >= 100 || tenths % 10 == 0 ? String.valueOf(Math.round(value)) : tenths / 10 + "." + tenths % 10;
    }
}
