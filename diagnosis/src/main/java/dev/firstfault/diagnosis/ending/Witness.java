package dev.firstfault.diagnosis.ending;

import org.jspecify.annotations.Nullable;

/** What somebody outside the process knows about its end. Immutable. */
public final class Witness {

    /** Nobody saw anything. */
    public static final Witness NONE = new Witness(null, false, null, null);

    private final @Nullable Integer exitCode;
    private final boolean hsErr;
    private final @Nullable String outputLine;
    private final @Nullable String bootId;

    private Witness(@Nullable Integer exitCode, boolean hsErr, @Nullable String outputLine, @Nullable String bootId) {
        this.exitCode = exitCode;
        this.hsErr = hsErr;
        this.outputLine = outputLine;
        this.bootId = bootId;
    }

    /** The same, with the exit status that a shell or an orchestrator saw: 128 + n for signal n. */
    public Witness withExitCode(int code) {
        return new Witness(code, hsErr, outputLine, bootId);
    }

    /** The same, with a {@code hs_err_pid} file found. */
    public Witness withHsErr() {
        return new Witness(exitCode, true, outputLine, bootId);
    }

    /** The same, with the line the JVM left on its standard output: {@code Terminating due to java.lang.OutOfMemoryError: ...}. */
    public Witness withOutputLine(String line) {
        return new Witness(exitCode, hsErr, line, bootId);
    }

    /** The same, with the kernel's boot id at the time of reading. */
    public Witness withBootId(String id) {
        return new Witness(exitCode, hsErr, outputLine, id);
    }

    public @Nullable Integer exitCode() {
        return exitCode;
    }

    public boolean hsErr() {
        return hsErr;
    }

    public @Nullable String outputLine() {
        return outputLine;
    }

    public @Nullable String bootId() {
        return bootId;
    }
}
