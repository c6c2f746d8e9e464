package dev.firstfault.it.harness;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** What a test asks of a verdict. A failure prints the whole report. */
public final class VerdictAssert extends AbstractAssert<VerdictAssert, Report> {

    private VerdictAssert(Report report) {
        super(report, VerdictAssert.class);
    }

    public static VerdictAssert assertThatVerdict(Report report) {
        return new VerdictAssert(report);
    }

    /** How the process ended, a word of the vocabulary. */
    public VerdictAssert endedBy(String kind) {
        return same("ending", kind, actual.ending());
    }

    public VerdictAssert endedBy(String kind, int exitCode) {
        endedBy(kind);
        return same("exit code", exitCode, actual.json().at("/ending/exitCode").asInt(-1));
    }

    /** The kind, whatever the confidence, as long as there is some. */
    public VerdictAssert firstFault(String kind) {
        same("first fault", kind, actual.firstFault());
        if (!List.of("high", "medium").contains(actual.confidence())) {
            failWithMessage("confidence %s in %s, in%n%s", actual.confidence(), kind, actual);
        }
        return this;
    }

    public VerdictAssert firstFaultForSure(String kind) {
        same("first fault", kind, actual.firstFault());
        return same("confidence", "high", actual.confidence());
    }

    public VerdictAssert nothingWentWrong() {
        return same("first fault", "", actual.firstFault());
    }

    /** May be asked of anything: whatever else it says, it is not sure of this. */
    public VerdictAssert doesNotClaim(String kind) {
        if (actual.firstFault().equals(kind) && actual.confidence().equals("high")) {
            failWithMessage("claims %s, in%n%s", kind, actual);
        }
        return this;
    }

    public VerdictAssert onTarget(String target) {
        return same("target", target, actual.json().at("/firstFault/target").asText());
    }

    public VerdictAssert hasConsequence(String kind) {
        if (!actual.consequences().contains(kind)) {
            failWithMessage("no consequence %s in%n%s", kind, actual);
        }
        return this;
    }

    /** What an operator reads without scrolling contains this. */
    public VerdictAssert saysOnFirstScreen(String words) {
        String screen = actual.text().split("\nDETAILS\n", 2)[0].replaceAll("\\s+", " ");
        if (!screen.contains(words)) {
            failWithMessage("not on the first screen: %s, in%n%s", words, actual.text());
        }
        return this;
    }

    private VerdictAssert same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            failWithMessage("%s is '%s' and not '%s', in%n%s", what, found, expected, actual);
        }
        return this;
    }
}
