package dev.firstfault.exporters.prometheus;

import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** All meter families as a table in Markdown, by name: what the documentation says of them is what they say themselves. */
public final class MetricsTable {

    private static final String BEGIN = "<!-- families: generated -->\n";
    private static final String END = "<!-- families: end -->\n";

    private MetricsTable() {}

    /** The table, header included; one line for each family. */
    public static String of(Meters meters) {
        StringBuilder out = new StringBuilder("| name | type | labels | what |\n|---|---|---|---|\n");
        for (MeterFamily<?> family : meters.families()) {
            out.append("| `").append(family.name()).append("` | ");
            out.append(family.type().word()).append(" | ");
            String separator = "";
            for (String label : family.labelNames()) {
                out.append(separator).append('`').append(label).append('`');
                separator = ", ";
            }
            out.append(" | ").append(family.help().replace("|", "\\|")).append(" |\n");
        }
        return out.toString();
    }

    /**
     * The page with the table of these meters in the place that its comments mark.
     *
     * @throws IllegalArgumentException if the page has no such place
     */
    public static String into(String page, Meters meters) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no place for the table: " + BEGIN + "..." + END);
        }
        return page.substring(0, begin + BEGIN.length()) + of(meters) + page.substring(end);
    }
}
