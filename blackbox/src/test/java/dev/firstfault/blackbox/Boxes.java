package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Boxes with contents that a test can tell by their numbers. */
final class Boxes {

    static final long SECOND = 1_000_000_000L;
    static final long EPOCH = 0x5eed_0f_ab0cL;
    static final long ORIGIN_EPOCH_MILLIS = 1_700_000_000_000L;
    static final Resource DATABASE = new Resource(ResourceKind.JDBC_TARGET, "jdbc:mysql://db:3306/hive");
    static final Resource POOL = new Resource(ResourceKind.POOL, "HikariPool-1");

    private Boxes() {}

    /** A process that surely does not run: no pid, no boot id. */
    static ProcessInfo info() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ProcessInfo.APP, "metastore");
        values.put(ProcessInfo.JDK, "17.0.15");
        values.put("note", "one=two \\ three\nfour");
        return new ProcessInfo(values);
    }

    static BlackBoxWriter create(Path file) throws IOException {
        return create(file, EPOCH);
    }

    static BlackBoxWriter create(Path file, long epoch) throws IOException {
        return BlackBoxWriter.create(file.toFile(), info(), 42, ORIGIN_EPOCH_MILLIS, epoch);
    }

    static ErrorDetail error(long atNanos, String message) {
        return new ErrorDetail(
                atNanos, "java.sql.SQLException", message, "08004", 1040, "main", "a.B.c(B.java:1)\nd.E.f(E.java:2)");
    }

    static Frame frame(long number, long atNanos) {
        Frame frame = new Frame();
        frame.atNanos(atNanos);
        frame.set(FrameField.HEAP_USED, number);
        frame.set(FrameField.THREADS, -number);
        return frame;
    }

    /** The signal that {@link #write} wrote under this number, as a text to compare. */
    static void write(BlackBoxWriter writer, long number, int resourceId, int errorId) {
        writer.signal(
                SignalKind.CONNECT_FAILED,
                resourceId,
                number * 1_000_000,
                number * 3,
                number,
                -number,
                number ^ 0x5555_5555_5555_5555L,
                (int) (number % 1000) + 1,
                errorId);
    }

    /** Whether {@link #write} could have written it. */
    static boolean isWritten(Signal signal) {
        long number = signal.v1();
        return signal.kind() == SignalKind.CONNECT_FAILED
                && signal.atNanos() == number * 1_000_000
                && signal.durationNanos() == number * 3
                && signal.v2() == -number
                && signal.v3() == (number ^ 0x5555_5555_5555_5555L)
                && signal.count() == (int) (number % 1000) + 1;
    }
}
