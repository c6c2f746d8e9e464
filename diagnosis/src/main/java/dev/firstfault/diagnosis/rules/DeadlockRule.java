package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Signal;

/** The JVM itself found threads that wait for each other's locks; nothing but a restart ends that. */
final class DeadlockRule extends Rule {

    /** Deadlocks are looked for now and then: it may be as old as that. */
    private static final long LOOKED_FOR = 30_000_000_000L;

    DeadlockRule() {
        super(
                FaultKind.DEADLOCK,
                Node.DEADLOCK,
                "the JVM reports threads that wait for each other's locks",
                "always: it cannot resolve itself, and the JVM does not guess");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        Signal deadlock = evidence.threads().deadlock();
        if (deadlock == null) {
            return;
        }
        String thread = deadlock.resource() == null ? "" : deadlock.resource().name();
        ErrorDetail error = deadlock.error();
        StringBuilder text = new StringBuilder(Words.count(Math.max(2, deadlock.v1()), "thread"))
                .append(" wait for each other's locks");
        if (!thread.isEmpty()) {
            text.append(", one of them ").append(thread);
        }
        text.append('.');
        if (error != null && !error.message().isEmpty()) {
            text.append(' ').append(error.message()).append(error.message().endsWith(".") ? "" : ".");
        }
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(thread),
                deadlock.atNanos(),
                LOOKED_FOR,
                Confidence.HIGH,
                0.95,
                text.toString(),
                ""));
    }
}
