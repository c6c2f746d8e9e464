package dev.firstfault.diagnosis.ending;

import org.jspecify.annotations.Nullable;

/** What somebody outside the process knows about its end. Immutable. */
public final class Witness {

    /** Nobody saw anything. */
    public static final Witness NONE = new Witness(null, null, null, null);

    private final @Nullable Integer exitCode;
    private final @Nullable CrashReport crashReport;
    private final @Nullable Testimony testimony;
    private final @Nullable String bootId;

    private Witness(
            @Nullable Integer exitCode,
            @Nullable CrashReport crashReport,
            @Nullable Testimony testimony,
            @Nullable String bootId) {
        this.exitCode = exitCode;
        this.crashReport = crashReport;
        this.testimony = testimony;
        this.bootId = bootId;
    }

    /** The same, with the exit status that a shell or an orchestrator saw: 128 + n for signal n. */
    public Witness withExitCode(int code) {
        return new Witness(code, crashReport, testimony, bootId);
    }

    /** The same, with a crash report found. */
    public Witness withCrashReport(CrashReport found) {
        return new Witness(exitCode, found, testimony, bootId);
    }

    /** The same, with a line of a log; of several, the one that says most is kept. */
    public Witness withTestimony(@Nullable Testimony said) {
        return said == null || !said.outranks(testimony) ? this : new Witness(exitCode, crashReport, said, bootId);
    }

    /** The same, with the kernel's boot id at the time of reading. */
    public Witness withBootId(String id) {
        return new Witness(exitCode, crashReport, testimony, id);
    }

    /** Null where nobody saw it. */
    public @Nullable Integer exitCode() {
        Testimony said = testimony;
        return exitCode == null && said != null ? said.exitCode() : exitCode;
    }

    public @Nullable CrashReport crashReport() {
        return crashReport;
    }

    public @Nullable Testimony testimony() {
        return testimony;
    }

    /** What the JVM said of the OutOfMemoryError that ended it, or null where it did not or nobody kept it. */
    public @Nullable String outputLine() {
        Testimony said = testimony;
        if (said != null && (said.kind() == EndingKind.OOM_EXIT || said.kind() == EndingKind.OOM_CRASH)) {
            return said.text();
        }
        CrashReport report = crashReport;
        return report != null && report.outOfMemory()
                ? "java.lang.OutOfMemoryError: " + report.outOfMemoryMessage()
                : null;
    }

    public @Nullable String bootId() {
        return bootId;
    }
}
