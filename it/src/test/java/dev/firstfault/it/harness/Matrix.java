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
        append(
                with(columns, "ending", "expected", "first fault", "confidence"),
                with(
                        List.of(values),
                        report.ending(),
                        expected,
                        report.firstFault().isEmpty() ? "none" : report.firstFault(),
                        report.confidence().isEmpty() ? "-" : report.confidence()));
    }

    /** Notes what a run measured, a value for each column: where nothing is diagnosed. */
    public void measured(Object... values) {
        append(columns, List.of(values));
    }

    private static List<Object> with(List<?> first, Object... then) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(List.of(then));
        return all;
    }

    private void append(List<?> head, List<?> row) {
        if (!FULL) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                append(head);
            }
            append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(List<?> row) throws IOException {
        String line = row.stream().map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
