package dev.firstfault.collectors;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every supported version of every hooked library, as the build resolved them: {@code artifact-version.jar}. */
public final class Matrix {

    private static final Path DIRECTORY = Path.of("target", "matrix");
    private static final Pattern NO_NUMBER = Pattern.compile("[^0-9]+");

    private Matrix() {}

    /** All jars of the matrix. */
    public static List<Path> jars() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new IllegalStateException("run generate-test-resources first", missing);
        }
    }

    /** The versions of one artifact, oldest first; at least one. */
    public static List<String> versionsOf(String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        List<String> versions = jars().stream()
                .map(jar -> name.matcher(jar.getFileName().toString()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .sorted((one, other) -> Arrays.compare(numbers(one), numbers(other)))
                .toList();
        if (versions.isEmpty()) {
            throw new IllegalStateException("no " + artifact + " in " + jars());
        }
        return versions;
    }

    /** The jar of one version. */
    public static File jar(String artifact, String version) {
        return DIRECTORY.resolve(artifact + '-' + version + ".jar").toFile();
    }

    private static int[] numbers(String version) {
        return NO_NUMBER
                .splitAsStream(version)
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
