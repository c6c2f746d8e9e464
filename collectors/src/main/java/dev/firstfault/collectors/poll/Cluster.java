package dev.firstfault.collectors.poll;

import dev.firstfault.signals.SignalSink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes that the servers which are asked speak for, each once, whoever of them named it. Polling thread only. */
final class Cluster {

    /** Larger clusters are seen in part: the series of a family are few. */
    private static final int MOST_NODES = 64;

    private static final String NOBODY = "";

    /** A node, and the server that speaks for it. It stays known when it is gone, so that it is the same when it comes back. */
    private static final class Known {
        final PolledNode node;
        String speaker;

        Known(PolledNode node, String speaker) {
            this.node = node;
            this.speaker = speaker;
        }
    }

    private final PollMeters meters;
    private final SignalSink sink;
    private final Map<String, Known> nodes = new HashMap<>();

    Cluster(PollMeters meters, SignalSink sink) {
        this.meters = meters;
        this.sink = sink;
    }

    /** Takes what {@code speaker} said of the nodes that nobody else speaks for. */
    void read(String speaker, List<NodeReading> readings, long nowNanos) {
        Set<String> named = new HashSet<>();
        for (NodeReading reading : readings) {
            named.add(reading.id);
            Known known = known(speaker, reading);
            if (known == null) {
                continue;
            }
            if (known.speaker.equals(NOBODY)) {
                known.speaker = speaker;
            }
            if (known.speaker.equals(speaker)) {
                known.node.read(reading, nowNanos);
            }
        }
        for (Map.Entry<String, Known> entry : nodes.entrySet()) {
            if (!named.contains(entry.getKey())) {
                leave(speaker, entry.getValue());
            }
        }
    }

    /** Its answers fail: others may speak for its nodes, and where none does their levels are not known. */
    void lost(String speaker) {
        for (Known known : nodes.values()) {
            leave(speaker, known);
        }
    }

    private static void leave(String speaker, Known known) {
        if (known.speaker.equals(speaker)) {
            known.speaker = NOBODY;
            known.node.forget();
        }
    }

    /** Null where there is no more room. */
    private @Nullable Known known(String speaker, NodeReading reading) {
        Known known = nodes.get(reading.id);
        if (known == null) {
            makeRoom();
            if (nodes.size() < MOST_NODES) {
                known = new Known(new PolledNode(speaker, reading.name, meters, sink), speaker);
                nodes.put(reading.id, known);
            }
        }
        return known;
    }

    /** Nodes of Elasticsearch 2 have another identity after each start. */
    private void makeRoom() {
        if (nodes.size() >= MOST_NODES) {
            for (Iterator<Known> each = nodes.values().iterator(); each.hasNext(); ) {
                if (each.next().speaker.equals(NOBODY)) {
                    each.remove();
                }
            }
        }
    }
}
