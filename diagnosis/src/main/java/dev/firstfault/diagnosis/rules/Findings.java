package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.RuledOut;
import java.util.ArrayList;
import java.util.List;

/** What the rules found, and what they could rule out. */
public final class Findings {

    private final List<Finding> found = new ArrayList<>();
    private final List<Finding> past = new ArrayList<>();
    private final List<RuledOut> ruledOut = new ArrayList<>();
    private boolean open;

    void add(Finding finding) {
        found.add(finding);
    }

    /** Adds a hypothesis on what surely goes wrong: without a better one the verdict is open, and not that all is well. */
    void addOpen(Finding finding) {
        found.add(finding);
        open = true;
    }

    /** Adds what went wrong a moment ago and is over: it counts where nothing stands. */
    void addPast(Finding finding) {
        past.add(finding);
    }

    void ruleOut(FaultKind kind, String because) {
        for (RuledOut earlier : ruledOut) {
            if (earlier.kind() == kind) {
                return;
            }
        }
        ruledOut.add(new RuledOut(kind, because));
    }

    public List<Finding> found() {
        return found;
    }

    /** Whether something surely goes wrong, whatever it is. */
    public boolean open() {
        return open;
    }

    /** What went wrong a moment ago and is over. */
    public List<Finding> past() {
        return past;
    }

    public List<RuledOut> ruledOut() {
        return ruledOut;
    }
}
