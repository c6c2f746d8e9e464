package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {
    private static final byte[] JSON =
            "{\"errors\":true,\"items\":[{\"index\":{\"status\":429}},{\"delete\":{\"status\":200}}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final AnswerScanner scanner = new AnswerScanner();

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void aPackedBodyMayBeCutAnywhere() throws IOException {
        byte[] body = packed(JSON);
        for (int cut = 0; cut <= body.length; cut++) {
            scanner.begin(200);
            scanner.accept(body, 0, cut);
            scanner.accept(body, cut, body.length);
            AnswerFindings found = scanner.finish();
            assertThat(found.extent()).as("cut at %d", cut).isEqualTo(Extent.COMPLETE);
            assertThat(found.items()).isEqualTo(2);
            assertThat(found.totalBytes()).isEqualTo(JSON.length);
        }
    }

    @Test
    void everyPartAHeaderMayHaveIsPassedOver() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // ID1 ID2 CM FLG(FHCRC FEXTRA FNAME FCOMMENT) MTIME XFL OS (RFC 1952, 2.3)
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        out.writeBytes(new byte[] {3, 0, 'a', 0, 'b'});
        out.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {0, 0});
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(JSON);
        deflater.finish();
        byte[] deflated = new byte[1_000];
        out.write(deflated, 0, deflater.deflate(deflated));
        deflater.end();
        byte[] body = out.toByteArray();
        assertThat(Told.scan(scanner, 200, body).items()).isEqualTo(2);
        scanner.begin(200);
        for (int i = 0; i < body.length; i++) {
            scanner.accept(body, i, i + 1);
        }
        assertThat(scanner.finish().items()).isEqualTo(2);
    }

    @Test
    void whatIsDamagedOrEndsTooEarlySaysSo() throws IOException {
        byte[] body = packed(JSON);
        for (int length = 1; length < body.length - 12; length++) {
            assertThat(Told.scan(scanner, 200, Arrays.copyOf(body, length)).extent())
                    .as("%d bytes", length)
                    .isEqualTo(Extent.TRUNCATED);
        }
        assertThat(Told.scan(scanner, 200, new byte[] {0x1f, 'x'}).extent()).isEqualTo(Extent.MALFORMED);
        body[10] = (byte) 0xff;
        assertThat(Told.scan(scanner, 200, body).extent()).isEqualTo(Extent.MALFORMED);
    }

    @Test
    void whatIsPackedIsUnpackedNoFurtherThanItIsRead() throws IOException {
        byte[] plain = Arrays.copyOf("{\"took\":1,\"errors\":false,".getBytes(StandardCharsets.UTF_8), 10 << 20);
        byte[] body = packed(plain);
        AnswerFindings found = Told.scan(scanner, 200, body);
        assertThat(found.extent()).isEqualTo(Extent.COMPLETE);
        assertThat(found.totalBytes()).as("bytes that were unpacked").isLessThanOrEqualTo(8 << 10);
    }
}
