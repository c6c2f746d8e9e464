package dev.firstfault.it.harness;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets a server, and the processes that it has started, run only a part of the time: a server that has not enough CPU. */
public final class DutyCycle implements AutoCloseable {
    // The loop ends with the last CONT, so that whoever is stopped can end.
    private static final String LOOP = "trap 'done=1' TERM; while [ -z \"$done\" ] && [ -e /proc/$1 ]; do"
            + " all=\"$1 $(cat /proc/$1/task/$1/children)\"; kill -STOP $all; sleep $2; kill -CONT $all; sleep $3; done";

    private final RunningProcess loop;

    private DutyCycle(RunningProcess loop) {
        this.loop = loop;
    }

    static DutyCycle of(long pid, Duration stopped, Duration running) {
        List<String> command = List.of("sh", "-c", LOOP, "sh", String.valueOf(pid), seconds(stopped), seconds(running));
        return new DutyCycle(
                RunningProcess.start("duty cycle of " + pid, WorkDirectory.create("duty-cycle"), command, Map.of()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1e3);
    }

    @Override
    public void close() {
        loop.close();
    }
}
