package dev.firstfault.collectors.executor;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * The private fields of {@code ThreadPoolExecutor} that its levels are in; the same from JDK 8 to 26.
 *
 * <p>Its getters are no substitute: they wait for its main lock, which the application may hold for as long as it likes
 * in {@code terminated()}, and a subclass may have them do anything.
 */
final class ThreadPoolFields {

    final Field ctl;
    final Field mainLock;
    final Field workQueue;
    final Field workers;
    final Field completedTaskCount;
    final Field corePoolSize;
    final Field maximumPoolSize;
    final Field workerCompletedTasks;
    final Field workerState;

    /** Throws where this JDK does not have them, or does not open them. */
    ThreadPoolFields(JdkPackages packages) throws ReflectiveOperationException {
        packages.open("java.util.concurrent", "java.util.concurrent.locks");
        ctl = accessible(ThreadPoolExecutor.class, "ctl");
        mainLock = accessible(ThreadPoolExecutor.class, "mainLock");
        workQueue = accessible(ThreadPoolExecutor.class, "workQueue");
        workers = accessible(ThreadPoolExecutor.class, "workers");
        completedTaskCount = accessible(ThreadPoolExecutor.class, "completedTaskCount");
        corePoolSize = accessible(ThreadPoolExecutor.class, "corePoolSize");
        maximumPoolSize = accessible(ThreadPoolExecutor.class, "maximumPoolSize");
        workerCompletedTasks =
                accessible(Class.forName("java.util.concurrent.ThreadPoolExecutor$Worker"), "completedTasks");
        workerState = accessible(AbstractQueuedSynchronizer.class, "state");
    }

    private static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
