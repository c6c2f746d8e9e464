package dev.firstfault.diagnosis.verdict;

import dev.firstfault.diagnosis.ending.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer: how the process ended, what went wrong first, and on what that rests. Immutable. */
public final class Verdict {

    /** Lines of a story that a person reads at once. */
    public static final int MAX_MOMENTS = 6;

    private final Ending ending;
    private final @Nullable Fault firstFault;
    private final List<Hypothesis> hypotheses;
    private final List<Moment> timeline;
    private final List<Consequence> consequences;
    private final List<RuledOut> ruledOut;
    private final List<String> missing;
    private final List<String> advice;

    /**
     * @param firstFault null where nothing went wrong; kind {@link FaultKind#UNKNOWN} with {@link Confidence#NONE} where
     *     something did and the evidence does not say what
     * @param hypotheses best first; two where the verdict abstains
     * @param timeline ascending by time, at most {@link #MAX_MOMENTS}
     * @param missing the observations that would have separated the hypotheses
     */
    public Verdict(
            Ending ending,
            @Nullable Fault firstFault,
            List<Hypothesis> hypotheses,
            List<Moment> timeline,
            List<Consequence> consequences,
            List<RuledOut> ruledOut,
            List<String> missing,
            List<String> advice) {
        this.ending = ending;
        this.firstFault = firstFault;
        this.hypotheses = copy(hypotheses);
        this.timeline = copy(timeline);
        this.consequences = copy(consequences);
        this.ruledOut = copy(ruledOut);
        this.missing = copy(missing);
        this.advice = copy(advice);
    }

    private static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    public Ending ending() {
        return ending;
    }

    public @Nullable Fault firstFault() {
        return firstFault;
    }

    public List<Hypothesis> hypotheses() {
        return hypotheses;
    }

    public List<Moment> timeline() {
        return timeline;
    }

    public List<Consequence> consequences() {
        return consequences;
    }

    public List<RuledOut> ruledOut() {
        return ruledOut;
    }

    public List<String> missing() {
        return missing;
    }

    public List<String> advice() {
        return advice;
    }
}
