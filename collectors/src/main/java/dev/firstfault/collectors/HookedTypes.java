package dev.firstfault.collectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the types that probes hook: one hash lookup for every class the host loads. Immutable, thread-safe.
 *
 * <p>Read in {@code premain} from a list that the build made of {@link ProbeCatalog}; so no probe is loaded before the
 * first of these types appears.
 */
public final class HookedTypes {

    private static final String LIST = "hooked-types";

    private final Set<String> internalNames;

    private HookedTypes(Set<String> internalNames) {
        this.internalNames = internalNames;
    }

    /**
     * The list as built.
     *
     * @throws IOException if it cannot be read
     */
    public static HookedTypes read() throws IOException {
        InputStream in = HookedTypes.class.getClassLoader().getResourceAsStream(LIST);
        if (in == null) {
            throw new IOException("no list of hooked types in the agent's jar");
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return new HookedTypes(lines(bytes.toString("ISO-8859-1")));
        } finally {
            in.close();
        }
    }

    private static Set<String> lines(String text) {
        Set<String> lines = new HashSet<>(512);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /** Whether a probe hooks the type: {@code com/zaxxer/hikari/pool/HikariPool}. */
    public boolean contains(@Nullable String internalName) {
        return internalNames.contains(internalName);
    }
}
