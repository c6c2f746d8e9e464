package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CommonPrefixTest {

    @Test
    void theFirstByteThatDiffersIsFound() {
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            int length = random.nextInt(150);
            int a = random.nextInt(9);
            int b = a + length + random.nextInt(9);
            byte[] bytes = new byte[b + length + random.nextInt(9)];
            random.nextBytes(bytes);
            int same = random.nextInt(length + 1);
            System.arraycopy(bytes, a, bytes, b, same);
            if (same < length) {
                bytes[b + same] = (byte) (bytes[a + same] + 1 + random.nextInt(255));
            }
            assertThat(CommonPrefix.length(bytes, a, b, length)).isEqualTo(same);
        }
    }
}
