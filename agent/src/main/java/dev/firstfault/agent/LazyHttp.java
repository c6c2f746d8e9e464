package dev.firstfault.agent;

import dev.firstfault.collectors.http.ClientExchanges;
import dev.firstfault.collectors.http.HttpTargets;
import dev.firstfault.collectors.search.ItemFailures;
import dev.firstfault.collectors.search.SearchAnswers;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import org.jspecify.annotations.Nullable;

/** The collectors of what HTTP clients exchange, each made with the first of it. Thread-safe. */
final class LazyHttp {

    private final Meters meters;
    private final Recorder recorder;
    private final Clock clock;
    private volatile @Nullable HttpTargets targets;
    private volatile @Nullable SearchAnswers searchAnswers;
    private volatile @Nullable ClientExchanges exchanges;
    private volatile @Nullable ItemFailures itemFailures;

    LazyHttp(Meters meters, Recorder recorder, Clock clock) {
        this.meters = meters;
        this.recorder = recorder;
        this.clock = clock;
    }

    HttpTargets get() {
        HttpTargets made = targets;
        return made == null ? make() : made;
    }

    /** Reads what Elasticsearch and OpenSearch answer. */
    SearchAnswers searchAnswers() {
        SearchAnswers made = searchAnswers;
        return made == null ? makeSearchAnswers() : made;
    }

    /** Those of general HTTP clients. */
    ClientExchanges exchanges() {
        ClientExchanges made = exchanges;
        return made == null ? makeExchanges() : made;
    }

    /** Items of bulks that clients themselves say failed. */
    ItemFailures itemFailures() {
        ItemFailures made = itemFailures;
        return made == null ? makeItemFailures() : made;
    }

    /** Once a second. */
    void tick() {
        ClientExchanges clients = exchanges;
        if (clients != null) {
            clients.tick();
        }
        HttpTargets made = targets;
        if (made != null) {
            made.tick();
        }
    }

    private synchronized HttpTargets make() {
        HttpTargets made = targets;
        if (made == null) {
            made = new HttpTargets(meters, recorder, clock);
            targets = made;
        }
        return made;
    }

    private synchronized SearchAnswers makeSearchAnswers() {
        SearchAnswers made = searchAnswers;
        if (made == null) {
            made = new SearchAnswers(get(), clock, recorder);
            searchAnswers = made;
        }
        return made;
    }

    private synchronized ClientExchanges makeExchanges() {
        ClientExchanges made = exchanges;
        if (made == null) {
            made = new ClientExchanges(get(), meters, recorder, clock);
            exchanges = made;
        }
        return made;
    }

    private synchronized ItemFailures makeItemFailures() {
        ItemFailures made = itemFailures;
        if (made == null) {
            made = new ItemFailures(exchanges());
            itemFailures = made;
        }
        return made;
    }
}
