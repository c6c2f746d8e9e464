package dev.firstfault.agent.options;

import dev.firstfault.collectors.poll.PollTarget;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringTokenizer;

/**
 * The options as they are in force: agent arguments over system properties over environment over properties file over
 * defaults. What cannot be understood is a complaint, one line each, and otherwise ignored. Immutable.
 */
public final class Options {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    private Options() {}

    /**
     * Reads all layers.
     *
     * @param arguments the agent's arguments: {@code name=value}, comma between them; may be empty
     * @param properties the system properties
     * @param environment the environment
     */
    public static Options read(String arguments, Properties properties, Map<String, String> environment) {
        Options options = new Options();
        Map<String, String> given = options.arguments(arguments);
        Map<String, String> set = options.properties(properties);
        Map<String, String> variables = new HashMap<>();
        for (Option option : Option.values()) {
            String value = environment.get(option.variable());
            if (value != null) {
                variables.put(option.word(), value);
            }
        }
        Map<String, String> upper = new HashMap<>(variables);
        upper.putAll(set);
        upper.putAll(given);
        String config = upper.get(Option.CONFIG.word());
        if (config != null && !config.isEmpty()) {
            options.layer(options.file(config), "config file");
        }
        options.layer(variables, "environment");
        options.layer(set, "system property");
        options.layer(given, "agent argument");
        options.check();
        return options;
    }

    /** The value in force, the default where none is set. */
    public String get(Option option) {
        String value = values.get(option.word());
        return value == null ? option.defaultValue() : value;
    }

    /** Which place its value comes from: agent argument, system property, environment, config file or default. */
    public String source(Option option) {
        String place = sources.get(option.word());
        return place == null || !values.containsKey(option.word()) ? "default" : place;
    }

    /** Whether an on/off option is on. */
    public boolean isOn(Option option) {
        return !isOff(get(option));
    }

    /** The value as a number. */
    public int number(Option option) {
        return Integer.parseInt(get(option));
    }

    /** The servers that are to be asked; none unless {@link Option#ES_POLL} is set. */
    public List<PollTarget> addresses() {
        List<PollTarget> targets = new ArrayList<>();
        String value = get(Option.ES_POLL);
        if (value.isEmpty()) { // as it is before nearly every main
            return targets;
        }
        for (StringTokenizer each = new StringTokenizer(value, ";, "); each.hasMoreTokens(); ) {
            targets.add(PollTarget.of(each.nextToken()));
        }
        return targets;
    }

    /** Whether {@code probes.<name>=off} was given. */
    public boolean isProbeOff(String probe) {
        String value = values.get(Option.PROBE_PREFIX + probe);
        return value != null && isOff(value);
    }

    /** What was not understood, one line each. */
    public List<String> complaints() {
        return complaints;
    }

    private void layer(Map<String, String> found, String place) {
        values.putAll(found);
        for (String name : found.keySet()) {
            sources.put(name, place);
        }
    }

    private Map<String, String> arguments(String arguments) {
        Map<String, String> found = new HashMap<>();
        for (String part : arguments.split(",", -1)) {
            String trimmed = part.trim();
            if (trimmed.isEmpty()) {
                continue;
            }
            int equals = trimmed.indexOf('=');
            if (equals <= 0) {
                complaints.add("option '" + trimmed + "' has no value, ignored; options are name=value,name=value");
                continue;
            }
            String name = trimmed.substring(0, equals).trim();
            if (isKnown(name, "")) {
                found.put(name, trimmed.substring(equals + 1).trim());
            }
        }
        return found;
    }

    private Map<String, String> properties(Properties properties) {
        Map<String, String> found = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("firstfault.") && !name.equals("firstfault.active")) {
                String word = name.substring("firstfault.".length());
                if (isKnown(word, "-Dfirstfault.")) {
                    found.put(word, properties.getProperty(name).trim());
                }
            }
        }
        return found;
    }

    private Map<String, String> file(String path) {
        Map<String, String> found = new HashMap<>();
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(new File(path))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            complaints.add(
                    "config file " + path + " cannot be read (" + unreadable.getMessage() + "), going on without it");
        }
        for (String name : properties.stringPropertyNames()) {
            if (isKnown(name, path + ": ")) {
                found.put(name, properties.getProperty(name).trim());
            }
        }
        return found;
    }

    private boolean isKnown(String name, String where) {
        if (name.startsWith(Option.PROBE_PREFIX)) {
            return true;
        }
        String nearest = "";
        int nearestDistance = Integer.MAX_VALUE;
        for (Option option : Option.values()) {
            if (option.word().equals(name)) {
                return true;
            }
            int distance = EditDistance.between(name, option.word());
            if (distance < nearestDistance) {
                nearest = option.word();
                nearestDistance = distance;
            }
        }
        complaints.add("unknown option '" + where + name + "', ignored; did you mean '" + nearest + "'?");
        return false;
    }

    private void check() {
        for (Option option : new Option[] {
            Option.HOOKS,
            Option.ENDING_HOOKS,
            Option.METRICS,
            Option.HEAP_DUMP,
            Option.JFR,
            Option.ES_POLL_INSECURE,
            Option.STDERR
        }) {
            String value = get(option);
            if (!isOff(value) && !value.equals("on") && !value.equals("true")) {
                refuse(option, "on or off");
            }
        }
        if (!isOff(get(Option.PORT))) {
            checkNumber(Option.PORT, 0, 65535);
        }
        checkNumber(Option.KEEP, 1, 10_000);
        checkNumber(Option.KEEP_MB, 1, 1_000_000);
        checkNumber(Option.KEEP_DAYS, 1, 10_000);
        checkNumber(Option.HISTOGRAM, 0, 1_000_000);
        checkNumber(Option.ES_POLL_SECONDS, 1, 3600);
        checkAddresses();
    }

    /** Says nothing of the value: it may hold a password, where there should be none. */
    private void checkAddresses() {
        try {
            addresses();
        } catch (IllegalArgumentException wrong) {
            complaints.add("option " + Option.ES_POLL.word() + " is not understood, no server is asked: "
                    + wrong.getMessage());
            values.remove(Option.ES_POLL.word());
        }
    }

    private void checkNumber(Option option, int least, int most) {
        try {
            int number = number(option);
            if (number < least || number > most) {
                refuse(option, "a number from " + least + " to " + most);
            }
        } catch (NumberFormatException notANumber) {
            refuse(option, "a number from " + least + " to " + most);
        }
    }

    private void refuse(Option option, String wanted) {
        complaints.add("option " + option.word() + "=" + get(option) + " is not " + wanted + ", using "
                + option.defaultValue());
        values.remove(option.word());
    }

    private static boolean isOff(String value) {
        return value.equals("off") || value.equals("false") || value.equals("none");
    }
}
