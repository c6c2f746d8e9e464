package dev.firstfault.collectors.jvm;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code -XX} flags that decide how a process dies, read from the command line, where nothing needs to be loaded:
 * the process may be dead before the JVM could be asked. Of everything else on the command line nothing is kept.
 */
final class JvmFlags {

    /** Flags whose value is kept. */
    static final String[] NAMES = {
        "ExitOnOutOfMemoryError",
        "CrashOnOutOfMemoryError",
        "HeapDumpOnOutOfMemoryError",
        "HeapDumpPath",
        "ErrorFile",
        "MaxHeapSize",
        "MaxMetaspaceSize",
        "MaxDirectMemorySize",
        "ReservedCodeCacheSize",
        "MaxRAMPercentage",
        "UseContainerSupport",
    };

    /** Flags of which only is kept whether they are set: a command of somebody's may hold anything. */
    static final String[] COMMANDS = {"OnOutOfMemoryError", "OnError"};

    static final String SET = "set";

    /** Options of the launcher that take the next argument as their value. */
    private static final String[] WITH_VALUE = {
        "-cp",
        "-classpath",
        "--class-path",
        "-p",
        "--module-path",
        "--upgrade-module-path",
        "--add-modules",
        "--add-reads",
        "--add-exports",
        "--add-opens",
        "--limit-modules",
        "--patch-module",
        "--enable-native-access",
    };

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Name and value, in the order first seen. */
    Map<String, String> values() {
        return values;
    }

    /** Reads the options of a command line up to the main class; a later flag wins. */
    void readCommandLine(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return; // the main class: what follows is the application's
            }
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return;
            }
            if (takesValue(argument)) {
                i++;
            } else {
                readOption(argument);
            }
        }
    }

    /** Reads options with white space between them, as in {@code JAVA_TOOL_OPTIONS} and {@code -XX:VMOptionsFile}. */
    void readOptions(@Nullable String options) {
        if (options != null) {
            for (String option : words(options)) {
                readOption(option);
            }
        }
    }

    private void readOption(String option) {
        if (!option.startsWith("-XX:")) {
            return;
        }
        String flag = option.substring("-XX:".length());
        if (flag.startsWith("VMOptionsFile=")) {
            readOptions(content(flag));
        } else if (flag.startsWith("Flags=")) {
            String flags = content(flag);
            if (flags != null) {
                for (String line : words(flags)) {
                    readFlag(line);
                }
            }
        } else {
            readFlag(flag);
        }
    }

    /** {@code +Name}, {@code -Name} or {@code Name=value}. */
    private void readFlag(String flag) {
        int equals = flag.indexOf('=');
        if (equals > 0) {
            keep(flag.substring(0, equals), flag.substring(equals + 1));
        } else if (flag.startsWith("+") || flag.startsWith("-")) {
            keep(flag.substring(1), flag.startsWith("+") ? "true" : "false");
        }
    }

    private void keep(String name, String value) {
        if (contains(NAMES, name)) {
            values.put(name, value);
        } else if (contains(COMMANDS, name)) {
            values.put(name, SET);
        }
    }

    private static @Nullable String content(String flagWithFile) {
        return SmallFile.text(new File(flagWithFile.substring(flagWithFile.indexOf('=') + 1)));
    }

    private static String[] words(String text) {
        java.util.StringTokenizer tokens = new java.util.StringTokenizer(text);
        String[] words = new String[tokens.countTokens()];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens.nextToken();
        }
        return words;
    }

    /** Whether the next argument is this option's value. */
    static boolean takesValue(String option) {
        return contains(WITH_VALUE, option);
    }

    private static boolean contains(String[] names, String name) {
        for (String candidate : names) {
            if (candidate.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
