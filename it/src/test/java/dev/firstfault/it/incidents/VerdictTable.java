package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.Libraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The file that the table of docs/diagnosis.md is made of: one line for each incident, the last run of each. */
final class VerdictTable {
    private static final Path FILE = Libraries.results().resolve("verdicts.tsv");
    private static final String HEAD =
            "incident\tpool\tdatabase\tintensity\texpected\tfirst fault\tconfidence\tworth\tmissing";
    private static final int COLUMNS_OF_KEY = 4;

    static synchronized void note(Verdict verdict) {
        try {
            SortedMap<String, String> lines = new TreeMap<>(Comparator.comparing(VerdictTable::orderOf));
            if (Files.exists(FILE)) {
                Files.readAllLines(FILE).stream().skip(1).forEach(line -> lines.put(key(line), line));
            }
            String line = line(verdict);
            lines.put(key(line), line);
            lines.keySet()
                    .retainAll(Catalog.all().stream().map(VerdictTable::key).toList());
            Files.createDirectories(FILE.getParent());
            StringBuilder text = new StringBuilder(HEAD).append('\n');
            lines.values().forEach(each -> text.append(each).append('\n'));
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(Verdict verdict) {
        Incident incident = verdict.incident();
        String kind = verdict.afterwards().firstFault();
        String confidence = verdict.afterwards().confidence();
        return String.join(
                "\t",
                List.of(
                        key(incident),
                        incident.isHealthy() ? "none" : String.join(" or ", incident.kinds()),
                        kind.isEmpty() ? "none" : kind,
                        confidence.isEmpty() ? "-" : confidence,
                        verdict.worth().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        verdict.missing().replace('\t', ' ')));
    }

    private static String key(Incident incident) {
        return String.join(
                "\t", incident.id(), incident.pool().word(), incident.product().word(), incident.intensity());
    }

    private static String key(String line) {
        String[] columns = line.split("\t", -1);
        return String.join("\t", List.of(columns).subList(0, COLUMNS_OF_KEY));
    }

    /** Incidents, then look-alikes, then healthy services. */
    private static String orderOf(String key) {
        char group = key.charAt(0);
        return (group == 'L' ? "1" : group == 'H' ? "2" : "0") + key;
    }

    private VerdictTable() {}
}
