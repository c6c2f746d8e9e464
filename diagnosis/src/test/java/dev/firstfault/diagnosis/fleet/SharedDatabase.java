package dev.firstfault.diagnosis.fleet;

import dev.firstfault.diagnosis.Diagnosis;
import dev.firstfault.signals.Damage;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Processes that use one database for two minutes, each told by two curves: statements a second, and how long they take. */
final class SharedDatabase {

    private static final int SECONDS = 120;
    private static final long S = 1_000_000_000L;
    private static final long ORIGIN = 1_795_000_000_000L;

    private final Fleet fleet = new Fleet();
    private int pid = 100;

    /** A level that changes at a second. */
    static IntToDoubleFunction step(double before, int atSecond, double after) {
        return second -> second < atSecond ? before : after;
    }

    static IntToDoubleFunction steady(double level) {
        return second -> level;
    }

    /** Adds a process whose agent started some seconds after the first one's. */
    SharedDatabase process(int startSecond, IntToDoubleFunction rate, IntToDoubleFunction millis) {
        return add("boot-1", "jdbc:mysql://db:3306/shop", startSecond, rate, millis, second -> 0);
    }

    SharedDatabase failing(IntToDoubleFunction rate, IntToDoubleFunction millis, IntToDoubleFunction failed) {
        return add("boot-1", "jdbc:mysql://db:3306/shop", 0, rate, millis, failed);
    }

    SharedDatabase add(
            String machine,
            String target,
            int startSecond,
            IntToDoubleFunction rate,
            IntToDoubleFunction millis,
            IntToDoubleFunction failed) {
        Resource resource = new Resource(ResourceKind.JDBC_TARGET, target);
        List<Signal> signals = new ArrayList<>();
        for (int second = startSecond; second < SECONDS; second++) {
            int ended = (int) rate.applyAsDouble(second);
            double mean = millis.applyAsDouble(second);
            signals.add(new Signal(
                    (second + 1 - startSecond) * S,
                    SignalKind.STATEMENTS,
                    resource,
                    (long) (2 * mean * 1_000_000),
                    Signal.pack(ended, (int) failed.applyAsDouble(second)),
                    Signal.pack((int) (ended * mean), 1),
                    0,
                    1,
                    null));
        }
        ProcessInfo process = new ProcessInfo(Map.of(
                ProcessInfo.APP, "orders", ProcessInfo.PID, String.valueOf(pid++), ProcessInfo.BOOT_ID, machine));
        long end = (SECONDS - startSecond) * S;
        Timeline timeline = new Timeline(
                process,
                ProcessState.RUNNING,
                ORIGIN + startSecond * 1000L,
                end,
                false,
                List.of(),
                signals,
                List.of(),
                Map.of(1, resource),
                Damage.NONE);
        fleet.add(ProcessDigest.of(pid - 1 + ".ffbox", timeline, Diagnosis.diagnose(timeline)));
        return this;
    }

    List<SharedTrouble> troubles() {
        return fleet.troubles();
    }
}
