package dev.firstfault.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code it/matrix incidents} noted about incidents that were made to happen to real services, as a table for docs/diagnosis.md. */
final class IncidentTable {
    private static final Path RESULTS = Path.of("..", "it", "results", "verdicts.tsv");

    /** Places of the file's columns: incident, pool, database, intensity, expected, first fault, confidence, worth, missing. */
    private static final int FOUND = 5;

    private static final int WORTH = 7;
    private static final int MISSING = 8;

    static String render() throws IOException {
        List<String> lines = Files.readAllLines(RESULTS);
        Map<String, Integer> counts = new TreeMap<>();
        StringBuilder rows = new StringBuilder("""
                | incident | pool | database | what happened | expected | first fault | confidence |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            counts.merge(columns[WORTH], 1, Integer::sum);
            boolean right = columns[WORTH].startsWith("right");
            for (int i = 0; i < WORTH; i++) {
                rows.append(i == FOUND && !right ? "| **" + columns[i] + "** " : "| " + columns[i] + " ");
                if (i == FOUND && !columns[MISSING].isEmpty()) {
                    rows.append("(missing: ").append(columns[MISSING]).append(") ");
                }
            }
            rows.append("|\n");
        }
        StringBuilder summary = new StringBuilder().append(lines.size() - 1).append(" runs:");
        counts.forEach((worth, count) ->
                summary.append(' ').append(count).append(' ').append(worth).append(','));
        summary.setCharAt(summary.length() - 1, '.');
        return summary.append("\n\n").append(rows).toString();
    }

    private IncidentTable() {}
}
