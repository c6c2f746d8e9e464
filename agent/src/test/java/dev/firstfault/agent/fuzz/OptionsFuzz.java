package dev.firstfault.agent.fuzz;

import dev.firstfault.agent.options.Option;
import dev.firstfault.agent.options.Options;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Whatever somebody writes into a flag, a property or a variable: every option has a value that its reader can use, and each complaint is
 * one line. Run by {@code it/fuzz options}.
 */
public final class OptionsFuzz {

    private OptionsFuzz() {}

    /** Jazzer's entry: agent arguments, properties and variables, a line each. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.contains("/dev/") || text.contains("/proc/")) {
            return; // a config file without an end would be read for ever
        }
        String[] lines = text.split("\n", -1);
        Properties properties = new Properties();
        Map<String, String> environment = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals > 0 && i % 2 == 1) {
                properties.setProperty(lines[i].substring(0, equals), lines[i].substring(equals + 1));
            } else if (equals > 0) {
                environment.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
            }
        }
        Options options = Options.read(lines[0], properties, environment);
        for (Option option : Option.values()) {
            options.get(option);
            options.isOn(option);
        }
        options.number(Option.KEEP);
        options.number(Option.KEEP_DAYS);
        if (options.isOn(Option.PORT)) {
            options.number(Option.PORT);
        }
        options.isProbeOff("hikari-pool");
        for (String complaint : options.complaints()) {
            if (complaint.indexOf('\n') >= 0) {
                throw new IllegalStateException("more than a line: " + complaint);
            }
        }
    }
}
