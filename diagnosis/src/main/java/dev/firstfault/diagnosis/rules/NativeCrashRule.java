package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.ending.CrashReport;
import dev.firstfault.diagnosis.ending.EndingKind;
import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** The JVM crashed; where, the hs_err file says. */
final class NativeCrashRule extends Rule {

    NativeCrashRule() {
        super(
                FaultKind.NATIVE_CRASH,
                Node.CRASH,
                "a witness saw the status of an abort (134, 139) or found a hs_err file",
                "a hs_err file was found");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        if (evidence.ending().kind() != EndingKind.NATIVE_CRASH) {
            return;
        }
        CrashReport report = evidence.witness().crashReport();
        boolean file = report != null;
        findings.add(new Finding(
                kind(),
                node(),
                Subject.process(""),
                evidence.endNanos(),
                0,
                file ? Confidence.HIGH : Confidence.MEDIUM,
                file ? 0.9 : 0.7,
                "The JVM crashed in native code" + (report == null ? "." : ": " + report.words() + "."),
                file ? "" : "the hs_err_pid file of the crash"));
    }
}
