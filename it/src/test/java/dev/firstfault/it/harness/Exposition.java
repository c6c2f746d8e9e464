package dev.firstfault.it.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A page of metrics, read: text format 0.0.4. */
public final class Exposition {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> types = new TreeMap<>();

    private Exposition() {}

    public static Exposition of(JvmUnderTest jvm) {
        return parse(jvm.http("/metrics"));
    }

    static Exposition parse(String text) {
        Exposition page = new Exposition();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                page.types.put(words[2], words[3]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                int space = line.lastIndexOf(' ');
                page.values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
            }
        }
        return page;
    }

    /** The value of one series, written with its labels as on the page; NaN where there is none. */
    public double value(String series) {
        return values.getOrDefault(series, Double.NaN);
    }

    /** All series of this name together; 0 where there is none. */
    public double sum(String name) {
        return values.entrySet().stream()
                .filter(series ->
                        series.getKey().equals(name) || series.getKey().startsWith(name + '{'))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The type of each family, by name. */
    public Map<String, String> types() {
        return types;
    }

    /** How many series there are. */
    public int size() {
        return values.size();
    }
}
