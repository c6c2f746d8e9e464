package dev.firstfault.diagnosis.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What can bring about what, as data. Being first is not being the cause: an edge holds only in the order of onsets, within
 * its lag, and where its test was observed.
 */
public final class CausalGraph {

    private static final long S = 1_000_000_000L;

    /** Onsets this close are taken as simultaneous: one sample of the slow rate. */
    private static final long TOLERANCE = S;

    private static final List<Edge> EDGES = build();

    private CausalGraph() {}

    private static List<Edge> build() {
        List<Edge> edges = new ArrayList<>();
        ConnectEdges.addTo(edges);
        HeapEdges.addTo(edges);
        DatabaseEdges.addTo(edges);
        ThreadEdges.addTo(edges);
        HttpEdges.addTo(edges);
        return Collections.unmodifiableList(edges);
    }

    /** All edges. */
    public static List<Edge> edges() {
        return EDGES;
    }

    /**
     * What follows from a cause, nearest first: every symptom, and every other cause, that is reached over edges that hold.
     *
     * @param causes all that rules found
     */
    public static List<Effect> effects(Evidence evidence, Cause cause, List<? extends Cause> causes) {
        List<Effect> reached = new ArrayList<>();
        long at = Math.min(cause.atNanos(), evidence.endNanos());
        reached.add(new Effect(cause.node(), cause.subject(), at, cause.uncertaintyNanos(), null));
        for (int i = 0; i < reached.size(); i++) {
            Effect from = reached.get(i);
            for (Edge edge : EDGES) {
                if (edge.from() == from.node()) {
                    follow(evidence, from, edge, causes, reached);
                }
            }
        }
        reached.remove(0);
        return reached;
    }

    private static void follow(
            Evidence evidence, Effect from, Edge edge, List<? extends Cause> causes, List<Effect> reached) {
        if (edge.to().role() == NodeRole.SYMPTOM) {
            Effect effect =
                    new Effect(edge.to(), from.subject(), Symptoms.onset(evidence, edge.to(), from.subject()), 0, edge);
            addIfHolds(evidence, from, edge, effect, reached);
            return;
        }
        for (Cause other : causes) {
            if (other.node() == edge.to() && other.subject().touches(from.subject())) {
                Effect effect =
                        new Effect(other.node(), other.subject(), other.atNanos(), other.uncertaintyNanos(), edge);
                addIfHolds(evidence, from, edge, effect, reached);
            }
        }
    }

    private static void addIfHolds(Evidence evidence, Effect from, Edge edge, Effect effect, List<Effect> reached) {
        long tolerance = Math.max(TOLERANCE, from.uncertaintyNanos() + effect.uncertaintyNanos());
        if (effect.atNanos() >= 0
                && !contains(reached, effect)
                && effect.atNanos() >= from.atNanos() - tolerance
                && effect.atNanos() - from.atNanos() <= edge.maxLagNanos()
                && edge.test().holds(evidence, effect.subject(), from.atNanos(), effect.atNanos())) {
            reached.add(effect);
        }
    }

    private static boolean contains(List<Effect> effects, Effect effect) {
        for (Effect known : effects) {
            boolean symptom = effect.node().role() == NodeRole.SYMPTOM;
            if (known.node() == effect.node() && (symptom || known.subject() == effect.subject())) {
                return true;
            }
        }
        return false;
    }
}
