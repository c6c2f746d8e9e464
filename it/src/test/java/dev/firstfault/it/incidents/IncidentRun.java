package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Lets incidents happen, each once, a few at a time: their services wait most of the time, and so does a small machine. */
final class IncidentRun {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PHASE = Duration.ofMinutes(3);
    private static final int AT_A_TIME = Integer.getInteger("firstfault.incidents.at-a-time", 6);

    private static final Map<String, CompletableFuture<Verdict>> verdicts = new ConcurrentHashMap<>();
    private static final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, task -> {
        Thread thread = new Thread(task, "incident");
        thread.setDaemon(true);
        return thread;
    });

    /** Lets these happen, as soon as there is room, unless they do already. */
    static void begin(List<Incident> incidents) {
        for (Incident incident : incidents) {
            verdicts.computeIfAbsent(
                    incident.name(), name -> CompletableFuture.supplyAsync(() -> happen(incident), threads));
        }
    }

    /** Waits until it has happened. */
    static Verdict verdict(Incident incident) {
        CompletableFuture<Verdict> verdict = Objects.requireNonNull(verdicts.get(incident.name()), "not begun");
        try {
            return verdict.join();
        } catch (CompletionException e) {
            throw new AssertionError(incident + " could not be made to happen", e.getCause());
        }
    }

    /**
     * As {@link #verdict(Incident)}; one that does not fit, and is not wrong for sure, happens once more: what a loaded machine
     * delays comes out otherwise now and then, what is broken always.
     */
    static Verdict verdict(Incident incident, Predicate<Verdict> fits) {
        Verdict first = verdict(incident);
        if (fits.test(first) || first.worth() == Verdict.Worth.WRONG_HIGH) {
            return first;
        }
        System.out.println("once more, for it came out otherwise: " + VerdictTable.line(first));
        return happen(incident);
    }

    private static Verdict happen(Incident incident) {
        try (Scene scene = new Scene(incident)) {
            incident.before().into(scene);
            try (JvmUnderTest service = scene.startService()) {
                if (!incident.isHealthy()) {
                    service.expectAgentLine("^firstfault: .*");
                }
                service.awaitLine("^ready", START).awaitLine("^now", PHASE);
                incident.now().into(scene);
                Verdict verdict;
                if (incident.ends() == Incident.Ends.WHEN_TOLD) {
                    service.awaitLine("^enough", PHASE);
                    Report live = service.diagnosis();
                    service.terminate();
                    verdict = new Verdict(incident, live, service.report());
                } else {
                    service.awaitExit(PHASE);
                    verdict = new Verdict(incident, null, service.report());
                }
                Evidence.keep(verdict, service);
                return verdict;
            }
        }
    }

    /** For what has to last a while: the length of an incident is no wait for a condition. */
    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private IncidentRun() {}
}
