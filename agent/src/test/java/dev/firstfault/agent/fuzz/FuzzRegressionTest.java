package dev.firstfault.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing found once, and inputs that lead it to every part of a box, go through again. */
class FuzzRegressionTest {

    private static final Path INPUTS = Paths.get("src/test/resources/fuzz");

    @TestFactory
    Stream<DynamicTest> everyBoxIsReported() throws IOException {
        return inputs("box", BoxFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    Stream<DynamicTest> everyOptionIsUnderstoodOrComplainedOf() throws IOException {
        return inputs("options", OptionsFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsScannedHoweverItIsCut() throws IOException {
        return inputs("answer", AnswerFuzz::fuzzerTestOneInput);
    }

    private static Stream<DynamicTest> inputs(String target, Consumer<byte[]> read) throws IOException {
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        byte[] input = bytes(file);
                        assertThatCode(() -> read.accept(input)).doesNotThrowAnyException();
                    }));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
