package dev.firstfault.blackbox;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;

/**
 * The resources of a box. Each kind has its share of the room, so that ten thousand pools leave some for the database they
 * connect to; what comes after that is the kind's one {@code other}.
 */
final class ResourceTable {

    private static final String OTHER = "other";

    private final SlotTable<Resource> slots = new SlotTable<>(BoxFormat.RESOURCE_CAPACITY);
    /** By the id of the kind. */
    private final int[] left = new int[ResourceKind.values().length + 1];

    ResourceTable() {
        for (ResourceKind kind : ResourceKind.values()) {
            left[kind.id()] = share(kind) - 1; // one is for what does not fit
        }
    }

    /** Of {@link BoxFormat#RESOURCE_CAPACITY} in all. */
    static int share(ResourceKind kind) {
        switch (kind) {
            case POOL:
            case STATEMENT:
            case EXECUTOR:
                return 40;
            case JDBC_TARGET:
                return 36;
            case THREAD:
                return 32;
            case HTTP_TARGET:
                return 16;
            case AGENT_PART:
                return 12;
            case LOCK:
            case HOST:
            case MEMORY_POOL:
            case SERVER_POOL:
            case SERVER_LIMIT:
                return 8;
        }
        return 0;
    }

    /** The id of the resource, or of its kind's {@code other}; 0 where not even that has room. */
    int idOf(Resource resource) {
        int known = slots.find(resource);
        return known != 0 ? known : add(resource);
    }

    private synchronized int add(Resource resource) {
        int known = slots.find(resource);
        if (known != 0) {
            return known;
        }
        int kind = resource.kind().id();
        if (left[kind] > 0) {
            left[kind]--;
            return slots.idOf(resource);
        }
        return slots.idOf(new Resource(resource.kind(), OTHER));
    }

    Resource get(int id) {
        return slots.get(id);
    }

    int nextToStore() {
        return slots.nextToStore();
    }

    void stored() {
        slots.stored();
    }

    int storedCount() {
        return slots.storedCount();
    }
}
