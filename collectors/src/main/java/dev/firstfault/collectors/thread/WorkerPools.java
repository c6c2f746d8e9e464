package dev.firstfault.collectors.thread;

import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** What is known of the executors that threads work for. */
public interface WorkerPools {

    /** The executor whose worker this thread is, or null. */
    @Nullable
    ThreadPoolExecutor executorOf(Thread thread);

    /** How many threads it has now. Takes no lock: the application may hold that of the executor for as long as it likes. */
    int threads(ThreadPoolExecutor executor);

    /** The id that signals refer to this executor by; 0 where it has none. */
    int resourceId(ThreadPoolExecutor executor);

    /** Where executors are not observed. */
    WorkerPools NONE = new WorkerPools() {
        @Override
        public @Nullable ThreadPoolExecutor executorOf(Thread thread) {
            return null;
        }

        @Override
        public int threads(ThreadPoolExecutor executor) {
            return 0;
        }

        @Override
        public int resourceId(ThreadPoolExecutor executor) {
            return 0;
        }
    };
}
