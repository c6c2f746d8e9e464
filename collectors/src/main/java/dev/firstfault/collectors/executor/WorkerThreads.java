package dev.firstfault.collectors.executor;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Which executor a thread works for, told from what the thread runs. */
final class WorkerThreads {

    /** A worker in a thread factory's own runnable, in a library's. */
    private static final int MAX_DEPTH = 2;

    private final Class<?> workerType;
    private final Field executorOfWorker;
    private final Field task;
    private final @Nullable Field holder;

    /** Throws where this JDK does not have the fields, or does not open them. */
    WorkerThreads(JdkPackages packages) throws ReflectiveOperationException {
        packages.open("java.lang", "java.util.concurrent");
        workerType = Class.forName("java.util.concurrent.ThreadPoolExecutor$Worker");
        executorOfWorker = workerType.getDeclaredField("this$0");
        executorOfWorker.setAccessible(true);
        Field direct = field(Thread.class, "target"); // up to JDK 18
        if (direct != null) {
            task = direct;
            holder = null;
        } else {
            holder = Thread.class.getDeclaredField("holder");
            holder.setAccessible(true);
            task = holder.getType().getDeclaredField("task");
        }
        task.setAccessible(true);
    }

    /** Names every executor that has a live thread now. */
    void findAll(HostExecutors executors) throws ReflectiveOperationException {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 16];
        int count = root.enumerate(threads);
        for (int i = 0; i < count; i++) {
            Object executor = threads[i] instanceof ForkJoinWorkerThread
                    ? ((ForkJoinWorkerThread) threads[i]).getPool()
                    : executorOf(threads[i]);
            if (executor != null) {
                executors.found(executor);
            }
        }
    }

    /** The executor that this thread works for; null where it is not a worker, or does not look like one. */
    @Nullable
    ThreadPoolExecutor executorOf(Thread thread) throws ReflectiveOperationException {
        Object held = holder == null ? thread : holder.get(thread);
        Object runs = held == null ? null : task.get(held);
        Object worker = runs == null ? null : worker(runs, 0);
        return worker == null ? null : (ThreadPoolExecutor) executorOfWorker.get(worker);
    }

    private @Nullable Object worker(Object runnable, int depth) {
        if (workerType.isInstance(runnable)) {
            return runnable;
        }
        if (depth == MAX_DEPTH) {
            return null;
        }
        for (Field field : runnable.getClass().getDeclaredFields()) {
            if (Runnable.class.isAssignableFrom(field.getType()) && !Modifier.isStatic(field.getModifiers())) {
                Object inner = value(field, runnable);
                Object worker = inner == null ? null : worker(inner, depth + 1);
                if (worker != null) {
                    return worker;
                }
            }
        }
        return null;
    }

    private static @Nullable Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return null; // a named module keeps it to itself
        }
    }

    private static @Nullable Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException otherVersion) {
            return null;
        }
    }
}
