package dev.firstfault.diagnosis.fleet;

/** A first fault that several processes have in common, or that one has alone. Not thread-safe. */
public final class SharedFault {

    private final String kind;
    private final String target;
    private int processes;
    private ProcessDigest first;

    SharedFault(String kind, String target, ProcessDigest first) {
        this.kind = kind;
        this.target = target;
        this.first = first;
    }

    void add(ProcessDigest process) {
        processes++;
        if (process.faultMillis() < first.faultMillis()) {
            first = process;
        }
    }

    /** The word of reports. */
    public String kind() {
        return kind;
    }

    public String target() {
        return target;
    }

    /** How many processes it was the first fault of. */
    public int processes() {
        return processes;
    }

    /** The process that it began in. */
    public ProcessDigest first() {
        return first;
    }
}
