package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets all incidents happen, or those whose names a pattern is found in, those of every build first, the others in an order drawn by the seed, and notes what came out; {@code
 * it/matrix incidents} runs it.
 */
public final class IncidentMatrix {

    public static void main(String[] arguments) {
        Pattern wanted = Pattern.compile(arguments.length == 0 ? "" : arguments[0]);
        List<Incident> incidents = new ArrayList<>(Catalog.possible());
        incidents.removeIf(incident -> !wanted.matcher(incident.name()).find());
        Collections.shuffle(incidents, Matrix.random());
        Set<String> always = Catalog.oneOfEach().stream().map(Incident::name).collect(Collectors.toSet());
        incidents.sort(Comparator.comparing(incident -> !always.contains(incident.name())));
        IncidentRun.begin(incidents);
        int failed = 0;
        for (Incident incident : incidents) {
            try {
                Verdict verdict = IncidentRun.verdict(incident);
                VerdictTable.note(verdict);
                System.out.println(VerdictTable.line(verdict) + (verdict.agrees() ? "" : "\tlive " + verdict.live()));
                failed += verdict.worth() == Verdict.Worth.WRONG_HIGH ? 1 : 0;
            } catch (AssertionError e) {
                System.out.println(incident + ": " + e.getMessage() + ", " + e.getCause());
                failed++;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private IncidentMatrix() {}
}
