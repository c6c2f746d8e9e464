package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** An installed JDK of one feature version, from the cache or the system, or the knowledge that there is none here. */
public final class Jdk {
    private static final int[] VERSIONS = {8, 11, 17, 21, 25, 26};

    private final int version;
    private final @Nullable Path home;

    private Jdk(int version, @Nullable Path home) {
        this.version = version;
        this.home = home;
    }

    public static Jdk of(int version) {
        return new Jdk(version, find(version));
    }

    /** Every version we promise, for parameterised tests; one that is not here skips its tests, with that reason, when it is used. */
    public static Stream<Jdk> all() {
        return Arrays.stream(VERSIONS).mapToObj(Jdk::of);
    }

    public int version() {
        return version;
    }

    /** The {@code java} program; aborts the running test when this JDK is not here. */
    public Path java() {
        return home().resolve("bin").resolve("java");
    }

    public Path home() {
        Path found = home;
        if (found == null) {
            return Assumptions.abort("JDK " + version + " is not here, and it/fetch jdks could not get it");
        }
        return found;
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }

    private static @Nullable Path find(int version) {
        Path fetched = Cache.directory().resolve("jdks/" + version + "/home");
        if (Files.isExecutable(fetched.resolve("bin/java"))) {
            return fetched; // asked first, and by its name: Debian's JDK 8 has no release file
        }
        List<Path> candidates = new ArrayList<>();
        String named = System.getenv("JAVA_HOME_" + version + "_X64"); // as GitHub's runners call them
        if (named != null) {
            candidates.add(Path.of(named));
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate.resolve("bin/java")) && versionOf(candidate) == version) {
                return candidate;
            }
        }
        return null;
    }

    /** Reads {@code JAVA_VERSION="1.8.0_504"} or {@code "17.0.15"} from the {@code release} file; 0 when there is none. */
    private static int versionOf(Path home) {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line ->
                            line.replace("JAVA_VERSION=", "").replace("\"", "").replaceFirst("^1\\.", ""))
                    .mapToInt(text -> Integer.parseInt(text.split("[^0-9]", 2)[0]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
