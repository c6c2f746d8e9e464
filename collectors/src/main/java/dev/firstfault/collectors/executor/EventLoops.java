package dev.firstfault.collectors.executor;

import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Gauge;
import dev.firstfault.signals.meter.Meters;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Netty's event loops, those whose threads are named alike together. Thread-safe; never throws. A task costs nothing;
 * levels are the agent's thread's business.
 */
public final class EventLoops {

    private static final String PART = "probe:" + ExecutorHooks.PROBE;

    /** Of loops without a thread, and of those beyond the bounds. */
    private static final String UNNAMED = "event-loop";

    /** Two for each processor of a large machine, for a dozen groups. */
    private static final int MOST_LOOPS = 2_000;

    /** Names without numbers: a process has a handful. */
    private static final int MOST_GROUPS = 20;

    private final ConcurrentLinkedQueue<EventLoop> loops = new ConcurrentLinkedQueue<>();
    private final AtomicInteger followed = new AtomicInteger();
    private final Map<String, EventLoopGroup> groups = new ConcurrentHashMap<>();
    private final EventLoopMeters meters;
    private final Gauge workers;
    private final SignalSink sink;
    private final Clock clock;
    private final Health health;
    private volatile boolean off;

    public EventLoops(Meters meters, SignalSink sink, Clock clock, Health health) {
        this.meters = new EventLoopMeters(meters);
        this.workers = this.meters.workers.with();
        this.sink = sink;
        this.clock = clock;
        this.health = health;
    }

    /** A constructor of an event loop ended; they call each other. */
    public void opened(Object loop) {
        if (off) {
            return;
        }
        for (EventLoop known : loops) {
            if (known.get() == loop) {
                return;
            }
        }
        if (followed.incrementAndGet() <= MOST_LOOPS) {
            loops.add(new EventLoop(loop));
        } else {
            followed.decrementAndGet();
        }
    }

    /** An event loop is about to have its handler turn a task away. */
    public void rejected(Object loop, Object task) {
        if (off) {
            return;
        }
        try {
            group(EventLoop.threadName(loop)).rejected(loop, task);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            failed(unreadable);
        }
    }

    /** Once a second, on the agent's thread: publishes the levels. */
    public void tick() {
        if (off || loops.isEmpty()) {
            return;
        }
        try {
            Map<EventLoopGroup, ExecutorLevels> now = new HashMap<>();
            int started = 0;
            for (EventLoop loop : loops) {
                String thread = loop.threadName();
                if (loop.get() == null && loops.remove(loop)) {
                    followed.decrementAndGet();
                }
                if (thread != null) {
                    started++;
                    int pending = loop.pending();
                    if (pending >= 0) {
                        add(levels(now, group(thread)), pending, loop.bound());
                    }
                }
            }
            workers.set(started);
            for (EventLoopGroup group : groups.values()) {
                group.tick(now.getOrDefault(group, new ExecutorLevels()), clock.nanos());
            }
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            failed(unreadable);
        }
    }

    private static ExecutorLevels levels(Map<EventLoopGroup, ExecutorLevels> now, EventLoopGroup group) {
        ExecutorLevels levels = now.get(group);
        if (levels == null) {
            levels = new ExecutorLevels();
            now.put(group, levels);
        }
        return levels;
    }

    private static void add(ExecutorLevels levels, int pending, int bound) {
        levels.threads++;
        levels.core++;
        levels.maximum++;
        levels.active += pending > 0 ? 1 : 0;
        levels.queued += pending;
        levels.room = (int) Math.min((long) levels.room + Math.max(bound - pending, 0), Integer.MAX_VALUE);
    }

    private EventLoopGroup group(@Nullable String threadName) {
        String stable = threadName == null ? "" : ExecutorNames.stable(threadName);
        String name = stable.isEmpty() ? UNNAMED : stable;
        EventLoopGroup known = groups.get(name);
        if (known != null) {
            return known;
        }
        String chosen = groups.size() < MOST_GROUPS ? name : UNNAMED;
        synchronized (groups) {
            EventLoopGroup group = groups.get(chosen);
            if (group == null) {
                group = new EventLoopGroup(chosen, meters, sink, clock.nanos());
                groups.put(chosen, group);
            }
            return group;
        }
    }

    private void failed(Throwable why) {
        off = true;
        health.degraded(PART, "event loops cannot be read: " + why);
    }
}
