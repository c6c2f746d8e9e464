package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The scanner finds in generated answers what Jackson finds in them. With {@code -Dfirstfault.documents=100000} in as many documents;
 * {@code -Dfirstfault.seed} makes other ones.
 */
class GeneratedAnswersTest {
    private static final int DOCUMENTS = Integer.getInteger("firstfault.documents", 20_000);
    private static final long SEED = Long.getLong("firstfault.seed", 5);

    private final AnswerScanner scanner = new AnswerScanner();

    @Test
    void wellFormedAnswersAreReadAsJacksonReadsThem() {
        int documents = 0;
        for (long seed = SEED; documents < DOCUMENTS; seed++) {
            Random random = new Random(seed);
            GeneratedAnswer made = new GeneratedAnswer(random);
            int kind = random.nextInt(5);
            byte[] answer = kind < 2 ? made.bulk(1 + random.nextInt(200)) : other(kind, made);
            documents += made.documents();
            int status = kind < 4 ? 200 : new int[] {0, 429, 503, 400}[random.nextInt(4)];
            Map<String, Long> expected = JacksonReading.of(answer, status);
            assertThat(Told.of(Told.scan(scanner, status, answer)))
                    .as("seed %d: %s", seed, excerpt(answer))
                    .isEqualTo(expected);
            assertThat(scanner.finish().extent()).as("seed %d", seed).isEqualTo(Extent.COMPLETE);
            assertThat(Told.of(inPieces(random, status, answer)))
                    .as("seed %d, in pieces", seed)
                    .isEqualTo(expected);
        }
    }

    private static byte[] other(int kind, GeneratedAnswer made) {
        return switch (kind) {
            case 2 -> made.search();
            case 3 -> made.msearch(5);
            default -> made.failedRequest();
        };
    }

    private AnswerFindings inPieces(Random random, int status, byte[] answer) {
        scanner.begin(status);
        int at = 0;
        while (at < answer.length) {
            int end = Math.min(answer.length, at + 1 + random.nextInt(random.nextInt(10) == 0 ? 5_000 : 40));
            // A buffer of its own: what is behind or before a piece belongs to nobody.
            byte[] piece = new byte[end - at + 6];
            Arrays.fill(piece, (byte) '"');
            System.arraycopy(answer, at, piece, 3, end - at);
            scanner.accept(piece, 3, 3 + end - at);
            at = end;
        }
        return scanner.finish();
    }

    @Test
    void whereverASmallAnswerIsCutTheSameIsFound() {
        for (long seed = SEED; seed < SEED + 60; seed++) {
            byte[] answer = small(seed);
            Map<String, Long> expected = JacksonReading.of(answer, 0);
            for (int cut = 0; cut <= answer.length; cut++) {
                scanner.begin(0);
                scanner.accept(answer, 0, cut);
                scanner.accept(answer, cut, answer.length);
                assertThat(Told.of(scanner.finish()))
                        .as("seed %d, cut at %d of %s", seed, cut, excerpt(answer))
                        .isEqualTo(expected);
            }
            scanner.begin(0);
            for (int i = 0; i < answer.length; i++) {
                scanner.accept(answer, i, i + 1);
            }
            assertThat(Told.of(scanner.finish()))
                    .as("seed %d, byte by byte", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whereverASmallAnswerEndsTooEarlyItSaysSoAndHasFoundNoMore() {
        for (long seed = SEED; seed < SEED + 60; seed++) {
            byte[] answer = small(seed);
            AnswerFindings whole = Told.scan(new AnswerScanner(), 0, answer);
            for (int length = 0; length < answer.length; length++) {
                AnswerFindings found = Told.scan(scanner, 0, Arrays.copyOf(answer, length));
                assertThat(found.extent())
                        .as("seed %d, %d bytes of %s", seed, length, excerpt(answer))
                        .isEqualTo(expectedAt(length, whole));
                assertThat(found.items()).isLessThanOrEqualTo(whole.items());
                assertThat(found.searches()).isLessThanOrEqualTo(whole.searches());
            }
        }
    }

    private static Extent expectedAt(int length, AnswerFindings whole) {
        if (length == 0) {
            return Extent.EMPTY;
        }
        return length < whole.scannedBytes() ? Extent.TRUNCATED : Extent.COMPLETE; // of a search, the hits are left out
    }

    @Test
    void whateverIsDamagedNothingIsThrown() {
        for (long seed = SEED; seed < SEED + 3_000; seed++) {
            Random random = new Random(seed);
            byte[] answer = small(seed);
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                answer[random.nextInt(answer.length)] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : "\"\\{}[]:,0tfn".charAt(random.nextInt(12)));
            }
            AnswerFindings found = Told.scan(scanner, 0, answer);
            assertThat(found.extent()).isNotIn(Extent.EMPTY, Extent.SAMPLED);
        }
    }

    private static byte[] small(long seed) {
        Random random = new Random(seed);
        GeneratedAnswer made = new GeneratedAnswer(random);
        int kind = random.nextInt(5);
        return kind < 2 ? made.bulk(2) : kind == 3 ? made.msearch(2) : other(kind, made);
    }

    /** The beginning of an answer, made only when it is shown. */
    private static Object excerpt(byte[] answer) {
        return new Object() {
            @Override
            public String toString() {
                return new String(answer, 0, Math.min(answer.length, 4_000), StandardCharsets.UTF_8);
            }
        };
    }
}
