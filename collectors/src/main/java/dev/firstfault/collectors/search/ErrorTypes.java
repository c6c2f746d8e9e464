package dev.firstfault.collectors.search;

import dev.firstfault.signals.HttpError;

/** The types of errors, as servers write them, of which more is known than that something failed. */
final class ErrorTypes {
    static final byte UNKNOWN = -1;
    static final byte REJECTION = 0;
    static final byte BREAKER = 2;
    static final byte BLOCK = 3;
    private static final byte FIRST_DOCUMENT = 5;
    private static final byte FIRST_UNAVAILABLE = 8;

    /** OpenSearch leaves out the {@code es_}. */
    private static final byte OPENSEARCH_REJECTION = 1;

    private static final WordTable TYPES = new WordTable(
            "es_rejected_execution_exception",
            "rejected_execution_exception",
            "circuit_breaking_exception",
            "cluster_block_exception",
            "version_conflict_engine_exception",
            "mapper_parsing_exception",
            "document_parsing_exception",
            "strict_dynamic_mapping_exception",
            "unavailable_shards_exception",
            "no_shard_available_action_exception",
            "master_not_discovered_exception",
            "cluster_manager_not_discovered_exception",
            "node_disconnected_exception",
            "node_not_connected_exception",
            "node_closed_exception",
            "process_cluster_event_timeout_exception");

    private ErrorTypes() {}

    /** {@link #UNKNOWN}, or what {@link #kindOf} understands. */
    static byte find(byte[] text, int from, int to) {
        byte type = (byte) TYPES.find(text, from, to);
        return type == OPENSEARCH_REJECTION ? REJECTION : type;
    }

    /** What a cause of this type is; of a rejection, its words may tell more. */
    static HttpError kindOf(byte type) {
        if (type == UNKNOWN) {
            return HttpError.OTHER;
        }
        if (type < BREAKER) {
            return HttpError.REJECTED;
        }
        if (type == BREAKER) {
            return HttpError.CIRCUIT_BREAKER;
        }
        if (type >= FIRST_UNAVAILABLE || type == BLOCK) {
            return HttpError.UNAVAILABLE;
        }
        return type >= FIRST_DOCUMENT ? HttpError.DOCUMENT : HttpError.CONFLICT;
    }
}
