package dev.firstfault.collectors.thread;

import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many threads each family has, and which of them grow. Bounded. Agent thread only. */
final class ThreadFamilies {

    /** Names that change in letters too; what comes later is counted as one. */
    private static final int MOST_FAMILIES = 500;

    private static final String OTHER = "other";
    private static final int LEAST_SHOWN = 10;
    private static final int MOST_SHOWN = 20;
    private static final int LEAST_GROWTH = 10;

    private final SignalSink sink;
    private final ThreadMeters meters;
    private final Map<String, Family> families = new HashMap<>();
    private Set<String> shown = new HashSet<>();
    private boolean seenAny;

    ThreadFamilies(SignalSink sink, ThreadMeters meters) {
        this.sink = sink;
        this.meters = meters;
    }

    void update(Collection<Watched> threads) {
        if (families.size() >= MOST_FAMILIES) {
            families.values().removeIf(family -> family.now == 0);
        }
        for (Family family : families.values()) {
            family.now = 0;
        }
        for (Watched thread : threads) {
            of(thread.family()).now++;
        }
        List<Family> large = new ArrayList<>();
        for (Family family : families.values()) {
            recordGrowth(family, threads.size());
            if (family.now >= LEAST_SHOWN) {
                large.add(family);
            }
        }
        seenAny = true;
        show(large);
    }

    private Family of(String name) {
        Family family = families.get(name);
        if (family == null) {
            String counted = families.size() < MOST_FAMILIES ? name : OTHER;
            family = families.get(counted);
            if (family == null) {
                family = new Family(counted);
                families.put(counted, family);
            }
        }
        return family;
    }

    /** Against the most there ever were: a pool that breathes does not grow with every breath. */
    private void recordGrowth(Family family, int all) {
        if (!seenAny) {
            family.told = family.now;
        } else if (family.now >= family.told + LEAST_GROWTH && family.now >= family.told + family.told / 4) {
            family.told = family.now;
            sink.record(
                    SignalKind.THREAD_FAMILY, new Resource(ResourceKind.THREAD, family.name), 0, family.now, all, 0);
        }
    }

    private void show(List<Family> large) {
        if (large.size() > MOST_SHOWN) {
            large.sort(Comparator.comparingInt((Family family) -> -family.now));
        }
        Set<String> showing = new HashSet<>();
        for (Family family : large.subList(0, Math.min(MOST_SHOWN, large.size()))) {
            meters.family(family.name, family.now);
            showing.add(family.name);
        }
        shown.removeAll(showing);
        for (String gone : shown) {
            meters.familyGone(gone);
        }
        shown = showing;
    }

    /** The threads of one name pattern. */
    private static final class Family {
        private final String name;
        private int now;
        private int told;

        Family(String name) {
            this.name = name;
        }
    }
}
