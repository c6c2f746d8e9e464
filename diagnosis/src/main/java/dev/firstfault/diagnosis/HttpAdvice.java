package dev.firstfault.diagnosis;

import dev.firstfault.diagnosis.verdict.FaultKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What to do next about a fault of a server that is spoken to over HTTP. */
final class HttpAdvice {

    private HttpAdvice() {}

    /** The next actions, most telling first; empty for other kinds of fault. */
    static List<String> on(FaultKind kind) {
        switch (kind) {
            case ES_QUEUE_FULL:
                return Arrays.asList(
                        "Send fewer or smaller requests at a time: less concurrency, fewer shards for one bulk; and send again what"
                                + " was refused, item by item, after growing and random waits.",
                        "If that load is to be served, give it more nodes; a longer queue helps bursts only.");
            case ES_INDEXING_PRESSURE:
                return Arrays.asList(
                        "Send smaller bulks (5 to 15 MB), and fewer at a time: all that are under way together count against the"
                                + " limit, and the largest are refused first.",
                        "More nodes, or more heap for them, raise the limit (a tenth of a node's heap).");
            case ES_CIRCUIT_BREAKER:
                return Arrays.asList(
                        "See what fills the heap of the node (_nodes/stats/breaker,jvm): the breaker only says so in time.",
                        "Make requests smaller (bulk size, aggregations, page size), or give the node more heap; a higher breaker"
                                + " limit trades a refusal for an OutOfMemoryError.");
            case HTTP_THROTTLED:
                return Arrays.asList(
                        "See who limits: a proxy or gateway on the way (its configuration and log), or the cloud service's quota;"
                                + " Elasticsearch's own queues are another matter.",
                        "Keep to its rate, and wait for as long as Retry-After says before sending again.");
            case ES_NODE_DOWN:
                return Arrays.asList(
                        "See whether the node runs and listens at this host and port, and why it stopped (its log, the cluster's"
                                + " health).",
                        "Give the client more than one node, so that it goes on with the others.");
            case ES_READ_ONLY:
                return Arrays.asList(
                        "See the disks of the nodes (_cat/allocation): beyond the flood stage (95 %) indices take no writes; make room."
                                + " Since 7.4 the block then goes by itself, before it must be taken off"
                                + " (index.blocks.read_only_allow_delete: null).",
                        "If the disks have room, somebody set the block: see the index's settings.");
            case REQUEST_TOO_LARGE:
                return Arrays.asList(
                        "Limit a bulk by its bytes and not only by its documents: well below http.max_content_length (100 MB) and the"
                                + " limits of proxies on the way (client_max_body_size).",
                        "Do not send it again as it is: split it.");
            case ES_SLOW:
                return Arrays.asList(
                        "See what the server was doing then: hot threads, merges, collections, its disk (_nodes/hot_threads,"
                                + " _nodes/stats), and the network between.",
                        "Set a time limit for requests and bound what waits for them, so that it cannot fill this process.");
            case HTTP_POOL_EXHAUSTED:
                return Arrays.asList(
                        "Raise the client's limits on connections (setMaxConnPerRoute and setMaxConnTotal: 10 and 30 by default in"
                                + " Elasticsearch's client, 2 for a route in Apache's) to as many as work at a time.",
                        "Read or close every answer, also of those that failed: else its connection never comes back.");
            default:
                return Collections.emptyList();
        }
    }
}
