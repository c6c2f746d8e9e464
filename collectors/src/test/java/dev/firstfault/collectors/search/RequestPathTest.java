package dev.firstfault.collectors.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/_bulk, BULK",
        "/orders/_bulk?timeout=1m, BULK",
        "orders/doc/_bulk, BULK",
        "/orders/_bulk/, BULK",
        "/orders/_search?q=_bulk, SEARCH",
        "/_msearch, SEARCH",
        "/_msearch/template, SEARCH",
        "/_search/scroll, SEARCH",
        "'/a,b/_count', SEARCH",
        "/_async_search/xyz, SEARCH",
        "/orders/_doc/1, OTHER",
        "/my_bulk, OTHER",
        "/orders/_search_shards, OTHER",
        "/, OTHER",
        "'', OTHER"
    })
    void whatIsAskedForIsToldByThePath(String uri, RequestPath expected) {
        assertThat(RequestPath.of(uri)).isEqualTo(expected);
    }
}
