package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the writer of a box leaves for those who will ask whether it lives, by the names of {@link ProcessInfo}. */
final class ClaimFacts {

    private ClaimFacts() {}

    /**
     * Of this process. What cannot be read is absent.
     *
     * @param locked whether it holds the lock on its box
     */
    static Map<String, String> read(boolean locked) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(ProcessInfo.BOX_LOCKED, Boolean.toString(locked));
        put(facts, ProcessInfo.BOOT_ID, ProcStat.bootId());
        put(facts, ProcessInfo.HOST, ProcStat.hostName());
        put(facts, ProcessInfo.PID_NAMESPACE, pidNamespace());
        return facts;
    }

    /** The namespace that process ids of this process are of, {@code pid:[4026531836]}; empty where unknown. */
    static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Paths.get("/proc/self/ns/pid")).toString();
        } catch (IOException | RuntimeException noNamespaces) {
            return "";
        }
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
