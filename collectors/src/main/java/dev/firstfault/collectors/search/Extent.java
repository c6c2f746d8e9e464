package dev.firstfault.collectors.search;

/** How much of an answer its findings speak for. */
public enum Extent {
    /** All that can matter was read; not the rest. */
    COMPLETE("complete"),
    /** There was no body. */
    EMPTY("empty"),
    /** Longer than is read of one answer: the findings are those of its beginning. */
    SAMPLED("sampled"),
    /** It ended too early: the findings are those of what came. */
    TRUNCATED("truncated"),
    /** Not JSON from some place on, or not gzip: the findings are those of what stood before. */
    MALFORMED("malformed"),
    /** Not a JSON object: CBOR, SMILE, YAML, HTML, text. Nothing was found out but the HTTP status. */
    UNREAD("unread");

    private final String word;

    Extent(String word) {
        this.word = word;
    }

    /** As it stands in labels. */
    public String word() {
        return word;
    }
}
