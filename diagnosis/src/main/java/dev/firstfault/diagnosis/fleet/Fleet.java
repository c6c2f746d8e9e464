package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.fleet.NeighbourSearch.Member;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What several processes have in common: how they ended, what they share, and who troubled whom. Not thread-safe. */
public final class Fleet {

    /** With fewer users of a server there is no telling a neighbour from chance. */
    private static final int LEAST_USERS = 3;

    private final List<ProcessDigest> processes = new ArrayList<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private final Map<List<String>, SharedFault> faults = new HashMap<>();

    /** Adds a process. */
    public void add(ProcessDigest process) {
        processes.add(process);
        endings.merge(process.ending().kind().word(), 1, Integer::sum);
        Fault fault = process.firstFault();
        if (fault != null) {
            String kind = fault.kind().word();
            faults.computeIfAbsent(
                            Arrays.asList(kind, fault.target()),
                            fresh -> new SharedFault(kind, fault.target(), process))
                    .add(process);
        }
    }

    /** In the order in which they were added. */
    public List<ProcessDigest> processes() {
        return Collections.unmodifiableList(processes);
    }

    /** How many processes ended so, by the word of the ending. */
    public Map<String, Integer> endings() {
        return Collections.unmodifiableMap(endings);
    }

    /** The first faults, most frequent first. */
    public List<SharedFault> firstFaults() {
        List<SharedFault> shared = new ArrayList<>(faults.values());
        shared.sort(Comparator.comparingInt((SharedFault fault) -> -fault.processes())
                .thenComparing(SharedFault::kind)
                .thenComparing(SharedFault::target));
        return shared;
    }

    /** Trouble that users of one server had together; those with a neighbour named come first. */
    public List<SharedTrouble> troubles() {
        Map<String, List<Member>> users = new LinkedHashMap<>();
        for (ProcessDigest process : processes) {
            for (TargetLoad load : process.loads()) {
                users.computeIfAbsent(load.key(), fresh -> new ArrayList<>()).add(new Member(process, load));
            }
        }
        List<SharedTrouble> troubles = new ArrayList<>();
        for (List<Member> members : users.values()) {
            for (Pressure pressure : members.size() < LEAST_USERS ? new Pressure[0] : Pressure.values()) {
                SharedTrouble trouble =
                        NeighbourSearch.search(members.get(0).load.server(), pressure, members);
                if (trouble != null) {
                    troubles.add(trouble);
                }
            }
        }
        troubles.sort(Comparator.comparingInt(trouble -> trouble.confidence() == Confidence.NONE ? 1 : 0));
        return troubles;
    }
}
