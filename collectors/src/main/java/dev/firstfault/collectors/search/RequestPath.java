package dev.firstfault.collectors.search;

/** What a request asks for, as far as a success of it may hold failures. */
enum RequestPath {
    /** {@code _bulk}. */
    BULK,
    /** {@code _search}, {@code _msearch}, their templates and scrolls, {@code _count}. */
    SEARCH,
    /** Anything else. */
    OTHER;

    private static final String[] SEARCHES = {"_search", "_msearch", "_async_search", "_count"};

    /** Of a request's URI: {@code /orders/_bulk?timeout=1m}, or without the first slash. */
    static RequestPath of(String uri) {
        int query = uri.indexOf('?');
        int end = query < 0 ? uri.length() : query;
        while (end > 0 && uri.charAt(end - 1) == '/') {
            end--;
        }
        int last = uri.lastIndexOf('/', end - 1) + 1;
        if (isSegment("_bulk", uri, last, end)) {
            return BULK;
        }
        for (int start = 0; start < end; start = next(uri, start, end)) {
            for (String search : SEARCHES) {
                if (isSegment(search, uri, start, next(uri, start, end) - 1)) {
                    return SEARCH;
                }
            }
        }
        return OTHER;
    }

    /** Where the segment after this one starts. */
    private static int next(String uri, int start, int end) {
        int slash = uri.indexOf('/', start);
        return slash < 0 || slash >= end ? end + 1 : slash + 1;
    }

    private static boolean isSegment(String word, String uri, int start, int end) {
        return end - start == word.length() && uri.startsWith(word, start);
    }
}
