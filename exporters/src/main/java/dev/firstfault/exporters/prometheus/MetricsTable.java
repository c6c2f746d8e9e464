package dev.firstfault.exporters.prometheus;

import dev.firstfault.signals.meter.MeterFamily;
import dev.firstfault.signals.meter.Meters;

/** All meter families as the table of a documentation page, in Markdown, by name. */
public final class MetricsTable {

    private MetricsTable() {}

    /** The table, header included; one line for each family. */
    public static String of(Meters meters) {
        StringBuilder out = new StringBuilder("| name | type | labels | what |\n|---|---|---|---|\n");
        for (MeterFamily<?> family : meters.families()) {
            out.append("| `")
                    .append(family.name())
                    .append("` | ")
                    .append(family.type().word())
                    .append(" | ");
            String separator = "";
            for (String label : family.labelNames()) {
                out.append(separator).append('`').append(label).append('`');
                separator = ", ";
            }
            out.append(" | ").append(family.help().replace("|", "\\|")).append(" |\n");
        }
        return out.toString();
    }
}
