package dev.firstfault.collectors.thread;

import java.util.HashMap;
import java.util.Map;

/** The platform threads as objects. Takes no safepoint, unlike {@code Thread.getAllStackTraces}. */
final class LiveThreads {

    private LiveThreads() {}

    static Map<Long, Thread> byId() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        Map<Long, Thread> byId = new HashMap<>(2 * count);
        for (int i = 0; i < count; i++) {
            byId.put(threads[i].getId(), threads[i]);
        }
        return byId;
    }
}
