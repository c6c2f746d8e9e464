package dev.firstfault.collectors.search;

import java.nio.ByteBuffer;

/**
 * Finds the failures in the answers of Elasticsearch 1 to 9 and OpenSearch 1 to 3 to {@code _bulk}, {@code _search}, {@code _msearch} and
 * to whatever failed as a whole. A body may come in pieces, cut anywhere, and gzipped. What has no failures costs nothing: {@code
 * "errors":false} ends the work. Never throws for what stands in a body, and keeps none of it. Not thread-safe; reused, one answer after
 * the other: it holds some 14 kB, and memory outside the heap only while an answer that is gzipped is open.
 */
public final class AnswerScanner {

    /** As much as is looked at of one answer: eight thousand items at the length of Elasticsearch 8's reasons. */
    public static final long MAX_BYTES = 8L << 20;

    /** As much as is copied at once of what is in no array. */
    private static final int PIECE = 8 << 10;

    private final long maxBytes;
    private final AnswerFindings findings = new AnswerFindings();
    private final AnswerShape shape = new AnswerShape(findings);
    private final JsonTokens tokens = new JsonTokens(shape);
    private final GzipBody gzip = new GzipBody(this);

    private boolean begun;
    private boolean gzipped;
    private boolean broken;
    private boolean sampled;
    private boolean seen;
    private long scanned;
    private long total;

    /** Looks at {@link #MAX_BYTES} of each answer. */
    public AnswerScanner() {
        this(MAX_BYTES);
    }

    /** For another bound of what is looked at of one answer. */
    public AnswerScanner(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Begins an answer.
     *
     * @param httpStatus 0 where it is not known: then the body's own counts
     */
    public void begin(int httpStatus) {
        findings.clear();
        shape.begin(httpStatus);
        tokens.begin();
        gzip.end();
        begun = true;
        gzipped = false;
        broken = false;
        sampled = false;
        seen = false;
        scanned = 0;
        total = 0;
    }

    /** Whether the rest of the body need not be given: nothing in it can matter. */
    public boolean isDone() {
        return broken || sampled || tokens.isEnded();
    }

    /** Takes the next piece of the body. Whether it is gzipped is told by its first byte: headers may be those of another layer. */
    public void accept(byte[] bytes, int from, int to) {
        if (!begun || from >= to) {
            return;
        }
        if (!seen) {
            seen = true;
            gzipped = GzipBody.begins(bytes[from]);
            if (gzipped) {
                gzip.begin();
            }
        }
        if (!gzipped) {
            plain(bytes, from, to);
        } else if (!isDone()) {
            gzip.accept(bytes, from, to);
        }
    }

    /**
     * Takes the next piece of the body, from the buffer's position to its limit, and leaves both where they are. Copies only what is not in
     * an array, and of that no more than is looked at.
     */
    public void accept(ByteBuffer body) {
        if (body.hasArray()) {
            int start = body.arrayOffset();
            accept(body.array(), start + body.position(), start + body.limit());
            return;
        }
        ByteBuffer rest = body.duplicate();
        byte[] piece = new byte[Math.min(rest.remaining(), PIECE)];
        while (rest.hasRemaining() && !isDone()) {
            int count = Math.min(rest.remaining(), piece.length);
            rest.get(piece, 0, count);
            accept(piece, 0, count);
        }
        if (begun && !gzipped) {
            total += rest.remaining();
        }
    }

    /** Takes what is JSON. */
    void plain(byte[] bytes, int from, int to) {
        total += to - from;
        if (isDone()) {
            return;
        }
        int end = (int) Math.min(to, from + maxBytes - scanned);
        scanned += tokens.accept(bytes, from, end) - from;
        sampled = end < to && !tokens.isEnded();
    }

    /** The body was not what its first byte promised. */
    void broken() {
        broken = true;
    }

    /** Ends the answer; what is begun and not ended is truncated. */
    public AnswerFindings finish() {
        if (begun) {
            begun = false;
            Extent extent = extent();
            gzip.end();
            tokens.end();
            shape.end();
            findings.end(extent, scanned, total);
        }
        return findings;
    }

    private Extent extent() {
        if (!seen) {
            return Extent.EMPTY;
        }
        if (tokens.isUnread()) {
            return Extent.UNREAD;
        }
        if (broken || tokens.isMalformed()) {
            return Extent.MALFORMED;
        }
        if (sampled) {
            return Extent.SAMPLED;
        }
        return tokens.isEnded() ? Extent.COMPLETE : Extent.TRUNCATED;
    }
}
