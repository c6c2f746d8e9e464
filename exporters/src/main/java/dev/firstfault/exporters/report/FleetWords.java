package dev.firstfault.exporters.report;

import dev.firstfault.diagnosis.fleet.ProcessDigest;
import dev.firstfault.diagnosis.fleet.SharedFault;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.Fault;
import dev.firstfault.diagnosis.verdict.FaultKind;

/** What stands in the rows of a fleet, whatever they are written in. */
final class FleetWords {

    private FleetWords() {}

    /** {@code exit 1}, {@code oom-exit?}. */
    static String ending(ProcessDigest process) {
        Integer exitCode = process.ending().exitCode();
        return process.ending().kind().word()
                + (exitCode == null ? "" : " " + exitCode)
                + (process.ending().certain() ? "" : "?");
    }

    /** {@code db-slow, high, 10:19:51.123}. */
    static String firstFault(ProcessDigest process, ReportTimes times) {
        Fault fault = process.firstFault();
        if (fault == null) {
            return "none";
        }
        String kind = kind(fault.kind().word());
        String confidence = fault.confidence() == Confidence.NONE
                ? ""
                : ", " + fault.confidence().word();
        return kind + confidence + ", " + times.clock(process.faultMillis());
    }

    /** {@code 5 x db-slow jdbc:mysql://db/shop, first in orders (pid 17) at 10:19:51.123}. */
    static String shared(SharedFault fault, ReportTimes times) {
        String what = fault.processes() + " x " + (kind(fault.kind()) + " " + fault.target()).trim();
        return fault.processes() < 2 || fault.kind().equals(FaultKind.UNKNOWN.word())
                ? what
                : what + ", first in " + fault.first().name() + " at "
                        + times.clock(fault.first().faultMillis());
    }

    private static String kind(String word) {
        return word.equals(FaultKind.UNKNOWN.word()) ? "not enough evidence" : word;
    }
}
