package dev.firstfault.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where {@code it/fetch} put the servers, drivers and JDKs. */
public final class Cache {
    /** The same rule as in {@code it/fetch}. */
    static Path directory() {
        return environment("FIRSTFAULT_CACHE")
                .map(Path::of)
                .orElseGet(() -> environment("XDG_CACHE_HOME")
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("firstfault"));
    }

    /** The directory of a set, for example {@code set("libs/drivers", "drivers")}; a missing set fails with the command that gets it. */
    public static Path set(String place, String setName) {
        Path set = directory().resolve(place);
        if (!Files.exists(set.resolve(".stamp"))) {
            throw new IllegalStateException(set + " is not here: run it/fetch " + setName);
        }
        return set;
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    private Cache() {}
}
