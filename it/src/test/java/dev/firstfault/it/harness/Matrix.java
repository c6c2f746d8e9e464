package dev.firstfault.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The runs that one promise is tested by: a few of them in every build; all, as many as a table wants, where {@code it/matrix} asks for
 * them, which makes a page of what they say here.
 */
public final class Matrix {
    /** Set by {@code it/matrix}. */
    private static final boolean FULL = Boolean.getBoolean("firstfault.matrix");

    /** The seed of whatever a run draws; a page names its own. */
    private static final long SEED = Long.getLong("firstfault.seed", 1);

    private final Path file;
    private final List<String> columns;

    /** @param name also the name of the page */
    public Matrix(String name, String... columns) {
        this.file = Libraries.MODULE.resolve("target/matrix").resolve(name + ".tsv");
        this.columns = List.of(columns);
    }

    /** Whether every run is wanted, not a few. */
    public static boolean full() {
        return FULL;
    }

    public static Random random() {
        return new Random(SEED);
    }

    /** Notes what a run came to, before it is judged. */
    public void note(Report report, String expected, Object... values) {
        if (!FULL) {
            return;
        }
        List<Object> row = new ArrayList<>(List.of(values));
        row.add(report.ending());
        row.add(expected);
        row.add(report.firstFault().isEmpty() ? "none" : report.firstFault());
        row.add(report.confidence().isEmpty() ? "-" : report.confidence());
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                List<Object> head = new ArrayList<>(columns);
                head.addAll(List.of("ending", "expected", "first fault", "confidence"));
                append(head);
            }
            append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(List<Object> row) throws IOException {
        String line = row.stream().map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
