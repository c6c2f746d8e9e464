package dev.firstfault.collectors.poll;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks servers, one after the other, what they say of their pools and limits. Runs on a thread of its own: a server that does not answer
 * keeps nobody waiting but the next one, and that for ten seconds at most.
 */
public final class ServerPoll implements Runnable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Clock clock;
    private final Health health;
    private final List<PolledServer> servers = new ArrayList<>();

    /** @param seconds from one question to the next */
    public ServerPoll(
            List<PollTarget> targets,
            PollAccess access,
            int seconds,
            Meters meters,
            SignalSink sink,
            Clock clock,
            Health health) {
        this.clock = clock;
        this.health = health;
        PollMeters families = new PollMeters(meters);
        Cluster cluster = new Cluster(families, sink);
        for (PollTarget target : targets) {
            HttpGet http = new HttpGet(target, access, clock);
            servers.add(new PolledServer(target, http, cluster, families, clock, health, seconds * NANOS_PER_SECOND));
        }
    }

    @Override
    public void run() {
        try {
            while (!servers.isEmpty()) {
                PolledServer next = servers.get(0);
                for (PolledServer server : servers) {
                    next = server.dueNanos() - next.dueNanos() < 0 ? server : next;
                }
                long wait = next.dueNanos() - clock.nanos();
                if (wait > 0) {
                    LockSupport.parkNanos(this, wait);
                    // A set interrupt would make every later park return at once.
                    Thread.interrupted();
                } else {
                    next.ask();
                }
            }
        } catch (Throwable unexpected) { // a security manager, a class that is not there
            health.degraded(PolledServer.PART, "servers are asked no more: " + unexpected);
        }
    }
}
