package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessState;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A process whose box is cut to one page while it is written, as by a disk full behind a hole, a clean-up or a log
 * rotation. Prints what was degraded, and {@code survived} if every call returned.
 */
final class CutWhileWritten {

    private CutWhileWritten() {}

    public static void main(String[] args) throws IOException {
        File file = new File(args[0]);
        BlackBoxWriter writer = Boxes.create(file.toPath());
        writer.claim((part, why) -> System.out.println("degraded " + part + ": " + why));
        writer.state(ProcessState.RUNNING);
        writer.frame(Boxes.frame(1, 1));
        writer.heartbeat(1);
        try (RandomAccessFile other = new RandomAccessFile(file, "rw")) {
            other.setLength(BoxFormat.PAGE);
        }
        for (int i = 2; i < 1000; i++) {
            writer.frame(Boxes.frame(i, i * Boxes.SECOND / 10));
            writer.heartbeat(i * Boxes.SECOND / 10);
            Boxes.write(writer, i, writer.resource(Boxes.POOL), 0);
        }
        writer.state(ProcessState.CLEAN);
        writer.close();
        System.out.println("survived");
    }
}
