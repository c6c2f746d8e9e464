package dev.firstfault.exporters.report;

import java.io.IOException;

/** The report on many processes: each is told of as it comes and then let go, so that memory stays flat. Not thread-safe. */
public interface FleetReport {

    /** Adds a process; writes nothing more of it than what is known without the others. */
    void add(DiagnosedProcess process) throws IOException;

    /** Writes what the processes have in common, and all that is left. */
    void end() throws IOException;
}
