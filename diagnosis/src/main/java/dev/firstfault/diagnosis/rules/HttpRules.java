package dev.firstfault.diagnosis.rules;

import java.util.Arrays;
import java.util.List;

/** The rules on servers that are spoken to over HTTP. */
final class HttpRules {

    private HttpRules() {}

    static List<Rule> all() {
        return Arrays.asList(
                new QueueFullRule(),
                new IndexingPressureRule(),
                new CircuitBreakerRule(),
                new ThrottledRule(),
                new NodeDownRule(),
                new IndexReadOnlyRule(),
                new RequestTooLargeRule(),
                new ServerSlowRule(),
                new HttpPoolRule());
    }
}
