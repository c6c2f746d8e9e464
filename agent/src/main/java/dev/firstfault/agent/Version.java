package dev.firstfault.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version of this build. */
public final class Version {

    /** As in the pom; {@code unknown} where the resource is missing. */
    public static final String CURRENT = read();

    private Version() {}

    private static String read() {
        try (InputStream in = Version.class.getClassLoader().getResourceAsStream("version")) {
            if (in != null) {
                String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
                return line == null ? "unknown" : line.trim();
            }
        } catch (IOException missing) {
            // Only the number in a line and a label is lost.
        }
        return "unknown";
    }
}
