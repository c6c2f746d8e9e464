package dev.firstfault.collectors.search;

import dev.firstfault.collectors.pool.Getter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the body of an answer where a client keeps it in memory, gzipped or not, and gives it to a scanner. Consumes nothing: the
 * application reads its entity after that as if nothing had been. Stateless.
 */
final class AnswerBody {

    private static final String WRAPPER_4 = "org.apache.http.entity.HttpEntityWrapper";
    private static final String WRAPPER_5 = "org.apache.hc.core5.http.io.entity.HttpEntityWrapper";
    private static final String BUFFERED_4 = "org.apache.http.nio.entity.ContentBufferEntity";
    private static final String STREAM_4 = "org.apache.http.nio.entity.ContentInputStream";
    private static final int MOST_WRAPPERS = 4;

    private static final HostMember WRAPPED = HostMember.field("wrappedEntity");
    private static final HostMember CONTENT = HostMember.field("content");
    private static final HostMember BUFFER = HostMember.field("buffer");
    private static final HostMember MODE = HostMember.field("mode");
    private static final HostMember GET_CONTENT = HostMember.method("getContent");

    /** {@code ExpandableBuffer.INPUT_MODE}: what was put in last ends at the position. */
    private static final int INPUT_MODE = 0;

    private AnswerBody() {}

    /** Whether the body was found; gives as much of it as the scanner wants. */
    static boolean give(Object entity, AnswerScanner scanner, byte[] piece)
            throws ReflectiveOperationException, IOException {
        Object inner = entity;
        for (int depth = 0; depth < MOST_WRAPPERS && isWrapper(inner); depth++) {
            inner = WRAPPED.required(inner);
        }
        if (Getter.isA(inner, BUFFERED_4)) {
            Object stream = CONTENT.of(inner);
            return Getter.isA(stream, STREAM_4) && stream != null && giveBuffer(BUFFER.required(stream), scanner);
        }
        if (!inner.getClass().getName().endsWith("ByteArrayEntity")) {
            return false; // a stream may be read once, and not by us
        }
        Object stream = GET_CONTENT.of(inner); // of such an entity each is a new one
        if (stream instanceof InputStream) {
            giveAll((InputStream) stream, scanner, piece);
        }
        return true;
    }

    private static boolean isWrapper(@Nullable Object entity) {
        return Getter.isA(entity, WRAPPER_4) || Getter.isA(entity, WRAPPER_5);
    }

    private static boolean giveBuffer(Object input, AnswerScanner scanner) throws ReflectiveOperationException {
        Object bytes = BUFFER.required(input);
        if (!(bytes instanceof ByteBuffer)) {
            return false;
        }
        ByteBuffer view = ((ByteBuffer) bytes).duplicate();
        if (MODE.number(input) == INPUT_MODE) {
            view.flip();
        }
        scanner.accept(view);
        return true;
    }

    private static void giveAll(InputStream in, AnswerScanner scanner, byte[] piece) throws IOException {
        while (!scanner.isDone()) {
            int read = in.read(piece);
            if (read < 0) {
                return;
            }
            scanner.accept(piece, 0, read);
        }
    }
}
