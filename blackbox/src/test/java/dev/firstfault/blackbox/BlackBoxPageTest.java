package dev.firstfault.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/black-box.md} are rendered from the format classes: {@code -Dfirstfault.docs.write=true}. */
class BlackBoxPageTest {

    private static final Path PAGE = Paths.get("../docs/black-box.md");
    private static final String BEGIN = "<!-- generated from the format classes: begin -->\n";
    private static final String END = "<!-- generated from the format classes: end -->\n";

    @Test
    void thePageShowsTheOffsetsOfTheFormat() throws Exception {
        String page = new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8);
        String expected = page.substring(0, page.indexOf(BEGIN)) + BEGIN + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("firstfault.docs.write")) {
            Files.write(PAGE, expected.getBytes(StandardCharsets.UTF_8));
            return;
        }
        assertThat(page).isEqualTo(expected);
    }

    private static String tables() throws Exception {
        StringBuilder out = new StringBuilder("\n| area | offset | size | records | record size |\n");
        out.append("| --- | --: | --: | --: | --: |\n");
        area(out, "header A", BoxFormat.HEADER_A, 1, BoxFormat.HEADER_SIZE);
        area(out, "header B", BoxFormat.HEADER_B, 1, BoxFormat.HEADER_SIZE);
        area(out, "process info A", BoxFormat.INFO_A, 1, BoxFormat.INFO_SIZE);
        area(out, "process info B", BoxFormat.INFO_B, 1, BoxFormat.INFO_SIZE);
        area(out, "resources", BoxFormat.RESOURCES, BoxFormat.RESOURCE_CAPACITY, ResourceFormat.SIZE);
        area(out, "first errors", BoxFormat.ERRORS, BoxFormat.ERROR_CAPACITY, ErrorFormat.SIZE);
        area(out, "signals", BoxFormat.EVENTS, BoxFormat.EVENT_CAPACITY, EventFormat.SIZE);
        area(out, "fine frames", BoxFormat.FINE_FRAMES, BoxFormat.FINE_FRAME_CAPACITY, FrameFormat.SIZE);
        area(out, "coarse frames", BoxFormat.COARSE_FRAMES, BoxFormat.COARSE_FRAME_CAPACITY, FrameFormat.SIZE);
        out.append("| end | ").append(BoxFormat.FILE_SIZE).append(" | | | |\n");
        List<Class<?>> formats = Arrays.asList(
                HeaderFormat.class,
                InfoFormat.class,
                ResourceFormat.class,
                ErrorFormat.class,
                EventFormat.class,
                FrameFormat.class);
        for (Class<?> format : formats) {
            out.append('\n').append(format.getSimpleName()).append(":\n\n```\n").append(diagram(format));
            out.append("```\n\n").append(constants(format));
        }
        return out.append('\n').toString();
    }

    private static void area(StringBuilder out, String name, int offset, int records, int size) {
        out.append("| ").append(name).append(" | ").append(offset).append(" | ").append(records * size);
        out.append(" | ").append(records).append(" | ").append(size).append(" |\n");
    }

    /** The bit-field diagram in the class's Javadoc. */
    private static String diagram(Class<?> format) throws IOException {
        Path source = Paths.get("src/main/java", format.getName().replace('.', '/') + ".java");
        String text = new String(Files.readAllBytes(source), StandardCharsets.UTF_8);
        String block = text.substring(text.indexOf("<pre>\n") + 6, text.indexOf(" * </pre>"));
        return block.lines()
                .map(line -> line.replaceFirst("^ \\* ?", "") + "\n")
                .collect(Collectors.joining());
    }

    private static String constants(Class<?> format) throws IllegalAccessException {
        StringBuilder out = new StringBuilder();
        for (Field field : format.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType().isPrimitive()) {
                long value = ((Number) field.get(null)).longValue();
                boolean code =
                        field.getName().endsWith("TAG") || field.getName().equals("MAGIC");
                out.append(out.length() == 0 ? "" : " · ")
                        .append('`')
                        .append(field.getName())
                        .append("` ");
                out.append(code ? String.format(Locale.ROOT, "0x%08x", value) : Long.toString(value));
            }
        }
        return out.append('\n').toString();
    }
}
