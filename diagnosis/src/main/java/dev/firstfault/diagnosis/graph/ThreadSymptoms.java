package dev.firstfault.diagnosis.graph;

/** When a symptom of executors, threads and waits set in. */
final class ThreadSymptoms {

    private ThreadSymptoms() {}

    /** The moment, or -1 where it did not set in. */
    static long onset(Evidence evidence, Node symptom, Subject subject) {
        return -1;
    }
}
