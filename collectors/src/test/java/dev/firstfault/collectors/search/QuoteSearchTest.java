package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuoteSearchTest {

    @Test
    void theFirstQuoteOrBackslashIsFound() {
        Random random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                // Neighbours of what is looked for, by one and by the highest bit, are what such searches mistake it
                // for.
                bytes[i] = random.nextInt(4) == 0
                        ? (byte) "\"!#\\[]\u00a2\u00dc\u0000\u0001\u0080".charAt(random.nextInt(11))
                        : (byte) random.nextInt(256);
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = from;
            while (expected < to && bytes[expected] != '"' && bytes[expected] != '\\') {
                expected++;
            }
            ByteBuffer longs = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(QuoteSearch.find(bytes, longs, from, to)).isEqualTo(expected);
        }
    }
}
