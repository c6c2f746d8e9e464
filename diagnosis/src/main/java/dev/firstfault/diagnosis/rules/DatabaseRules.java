package dev.firstfault.diagnosis.rules;

import java.util.Collections;
import java.util.List;

/** The rules on statements and on the pools that they run through. */
final class DatabaseRules {

    private DatabaseRules() {}

    static List<Rule> all() {
        return Collections.emptyList();
    }
}
