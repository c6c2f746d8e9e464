package dev.firstfault.signals.meter;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All series of one name. Bounded: beyond {@link #MAX_SERIES} label sets, further ones share one series whose label
 * values are all {@code other}. Thread-safe.
 *
 * @param <M> what its series are
 */
public abstract class MeterFamily<M extends Meter> {

    /** Enough for every pool and target of a real process; a label that explodes stops here. */
    public static final int MAX_SERIES = 100;

    private static final String OTHER = "other";

    private final String name;
    private final String help;
    private final MeterType type;
    private final String[] labelNames;
    private final Map<List<String>, M> series = new ConcurrentHashMap<>();

    MeterFamily(String name, String help, MeterType type, String[] labelNames) {
        this.name = name;
        this.help = help;
        this.type = type;
        this.labelNames = labelNames;
    }

    /** The series with these label values, in the order of the label names; made at its first use. */
    public final M with(String... labelValues) {
        if (labelValues.length != labelNames.length) {
            throw new IllegalArgumentException(name + " has " + labelNames.length + " labels");
        }
        List<String> key = Arrays.asList(labelValues);
        M found = series.get(key);
        if (found != null) {
            return found;
        }
        if (series.size() >= MAX_SERIES) {
            String[] others = new String[labelNames.length];
            Arrays.fill(others, OTHER);
            key = Arrays.asList(others);
        }
        List<String> chosen = Collections.unmodifiableList(new java.util.ArrayList<>(key));
        M made = make(rendered(chosen));
        M raced = series.putIfAbsent(chosen, made);
        return raced == null ? made : raced;
    }

    /** A new series with these labels, see {@link Meter#labels()}. */
    abstract M make(String labels);

    /** Forgets a series whose resource is gone. */
    public final void remove(String... labelValues) {
        series.remove(Arrays.asList(labelValues));
    }

    /** Forgets all series. */
    public final void clear() {
        series.clear();
    }

    public final String name() {
        return name;
    }

    public final String help() {
        return help;
    }

    public final MeterType type() {
        return type;
    }

    /** The label names, in the order that {@link #with} takes their values. */
    public final List<String> labelNames() {
        return Collections.unmodifiableList(Arrays.asList(labelNames));
    }

    /** The series as they are now. */
    public final Collection<M> series() {
        return series.values();
    }

    private String rendered(List<String> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < labelNames.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(labelNames[i]).append("=\"");
            escape(values.get(i), out);
            out.append('"');
        }
        return out.toString();
    }

    /** Prometheus text format 0.0.4, "Text format details": backslash, quote and line feed are escaped. */
    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n') {
                out.append("\\n");
                continue;
            }
            if (c == '\\' || c == '"') {
                out.append('\\');
            }
            out.append(c);
        }
    }
}
