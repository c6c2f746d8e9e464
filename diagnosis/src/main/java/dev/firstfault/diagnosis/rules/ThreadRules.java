package dev.firstfault.diagnosis.rules;

import java.util.Collections;
import java.util.List;

/** The rules on load, executors, locks, retries and names. */
final class ThreadRules {

    private ThreadRules() {}

    static List<Rule> all() {
        return Collections.emptyList();
    }
}
