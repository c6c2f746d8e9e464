package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.ExecutorHistory;
import dev.firstfault.diagnosis.onset.WaitHistory;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.WaitKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All workers of an executor wait for tasks that stand in its own queue: none is left to run them. */
final class StarvationRule extends Rule {

    private static final long S = 1_000_000_000L;

    StarvationRule() {
        super(
                FaultKind.EXECUTOR_STARVATION,
                Node.STARVATION,
                "workers of an executor wait, without a limit, for tasks of the same executor",
                "as many wait as it has threads, tasks are queued, and none was done since");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        Map<Long, WaitHistory> first = new LinkedHashMap<>();
        Map<Long, Integer> threads = new LinkedHashMap<>();
        for (WaitHistory wait : evidence.waits()) {
            if (wait.kind() == WaitKind.OWN_EXECUTOR && wait.pending()) {
                first.putIfAbsent(wait.executor(), wait);
                threads.merge(wait.executor(), wait.threads(), Integer::sum);
            }
        }
        for (Map.Entry<Long, WaitHistory> entry : first.entrySet()) {
            judge(
                    evidence,
                    findings,
                    entry.getValue(),
                    evidence.executor(entry.getKey()),
                    threads.getOrDefault(entry.getKey(), 1));
        }
    }

    private void judge(
            Evidence evidence, Findings findings, WaitHistory wait, @Nullable ExecutorHistory executor, int threads) {
        String waited = " have waited for " + Words.span(evidence.endNanos() - wait.startedAt())
                + " for tasks of the same executor";
        if (executor == null || executor.states().isEmpty() || executor.maximum() <= 0) {
            String name = executor == null ? wait.family() : executor.name();
            add(findings, wait, name, false, Words.count(threads, "worker") + " of " + name + waited);
            return;
        }
        if (executor.completed().sum(wait.startedAt() + 2 * S, evidence.endNanos()) >= 1) {
            findings.ruleOut(kind(), executor.name() + " goes on: its workers wait for tasks that do get done.");
            return;
        }
        boolean none = executor.completed().known(wait.startedAt(), evidence.endNanos()) >= 5 * S;
        boolean all = threads >= executor.maximum() && executor.activeNow() >= executor.maximum();
        int queued = executor.queuedNow();
        add(
                findings,
                wait,
                executor.name(),
                none && all && queued > 0,
                threads + " of " + executor.maximum() + " threads of " + executor.name() + waited
                        + (queued > 0 ? ", of which " + queued + " stand in its queue" : ""));
    }

    private void add(Findings findings, WaitHistory wait, String name, boolean high, String what) {
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(name),
                wait.startedAt(),
                S,
                high ? Confidence.HIGH : Confidence.MEDIUM,
                high ? 0.95 : 0.6,
                what + "." + Frames.at(wait.frames()),
                high ? "" : "the states of " + name + ": whether all its threads wait and its queue holds tasks"));
    }
}
