package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.verdict.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What several processes have in common: how they ended, and the first faults they share. */
final class Fleet {

    private final int processes;
    private final Map<String, Integer> endings = new TreeMap<>();
    private final List<SharedFault> firstFaults;

    Fleet(List<DiagnosedProcess> processes) {
        this.processes = processes.size();
        Map<List<String>, Integer> faults = new HashMap<>();
        for (DiagnosedProcess process : processes) {
            endings.merge(process.verdict().ending().kind().word(), 1, Integer::sum);
            Fault fault = process.verdict().firstFault();
            if (fault != null) {
                List<String> key = new ArrayList<>(2);
                key.add(fault.kind().word());
                key.add(fault.target());
                faults.merge(key, 1, Integer::sum);
            }
        }
        List<SharedFault> shared = new ArrayList<>();
        for (Map.Entry<List<String>, Integer> entry : faults.entrySet()) {
            shared.add(new SharedFault(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()));
        }
        shared.sort(Comparator.comparingInt((SharedFault fault) -> -fault.processes)
                .thenComparing(fault -> fault.kind)
                .thenComparing(fault -> fault.target));
        firstFaults = Collections.unmodifiableList(shared);
    }

    int processes() {
        return processes;
    }

    /** How many processes ended so, by the word of the ending. */
    Map<String, Integer> endings() {
        return endings;
    }

    /** The first faults, most frequent first. */
    List<SharedFault> firstFaults() {
        return firstFaults;
    }

    /** A first fault and how many processes it was the first fault of. */
    static final class SharedFault {
        final String kind;
        final String target;
        final int processes;

        SharedFault(String kind, String target, int processes) {
            this.kind = kind;
            this.target = target;
            this.processes = processes;
        }
    }
}
