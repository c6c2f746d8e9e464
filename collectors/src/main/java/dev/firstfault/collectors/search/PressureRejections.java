package dev.firstfault.collectors.search;

/** What one answer says of the indexing pressure at one stage, in bytes. A number is the largest that was named, -1 where none was. */
public final class PressureRejections {
    private final WriteStage stage;
    private int rejections;
    private long heldBytes = -1;
    private long replicaBytes = -1;
    private long operationBytes = -1;
    private long limitBytes = -1;

    PressureRejections(WriteStage stage) {
        this.stage = stage;
    }

    void rejected(int count) {
        rejections += count;
    }

    void held(long bytes) {
        heldBytes = Math.max(heldBytes, bytes);
    }

    void replica(long bytes) {
        replicaBytes = Math.max(replicaBytes, bytes);
    }

    void operation(long bytes) {
        operationBytes = Math.max(operationBytes, bytes);
    }

    void limit(long bytes) {
        limitBytes = Math.max(limitBytes, bytes);
    }

    /** Where. */
    public WriteStage stage() {
        return stage;
    }

    /** Items, requests and groups of shards that were refused there. */
    public int rejections() {
        return rejections;
    }

    /** Coordinating and primary bytes that were under way. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Replica bytes that were under way. */
    public long replicaBytes() {
        return replicaBytes;
    }

    /** What the refused operation would have added. */
    public long operationBytes() {
        return operationBytes;
    }

    /** What the node, or with OpenSearch the shard, bears. */
    public long limitBytes() {
        return limitBytes;
    }
}
