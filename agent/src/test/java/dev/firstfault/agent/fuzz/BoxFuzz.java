package dev.firstfault.agent.fuzz;

import dev.firstfault.blackbox.BlackBoxReader;
import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.exporters.report.DiagnosedProcess;
import dev.firstfault.exporters.report.JsonReport;
import dev.firstfault.exporters.report.TextReport;
import dev.firstfault.exporters.report.TextStyle;
import dev.firstfault.signals.Timeline;
import java.time.ZoneOffset;

/** Whatever the bytes of a box are: it is read, judged and reported, and nothing is thrown. Run by {@code it/fuzz box}. */
public final class BoxFuzz {

    private BoxFuzz() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0 && input[0] == 0) {
            report(input); // as it is: a file of anything
            return;
        }
        ForgedBox box = ForgedBox.of(input);
        try {
            report(box.bytes());
        } finally {
            box.undo();
        }
    }

    private static void report(byte[] box) {
        Timeline timeline = BlackBoxReader.read(box);
        DiagnosedProcess process = new DiagnosedProcess("fuzzed.ffbox", timeline, Diagnosis.diagnose(timeline));
        String text = new TextReport(ZoneOffset.UTC, TextStyle.PLAIN).of(process);
        if (text.isEmpty() || JsonReport.of(process).isEmpty()) {
            throw new IllegalStateException("nothing is reported");
        }
    }
}
