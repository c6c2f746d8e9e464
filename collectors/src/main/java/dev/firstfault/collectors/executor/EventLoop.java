package dev.firstfault.collectors.executor;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One event loop of Netty, read through its fields: {@code NioEventLoop.pendingTasks()} of 4.1.24 and before hands a task to
 * the loop and waits for it. Never keeps the loop alive.
 */
final class EventLoop extends WeakReference<Object> {

    private static final String TYPE = ExecutorHooks.EVENT_LOOP.replace('/', '.');
    private static final String JCTOOLS = ".jctools.";

    private @Nullable Field thread;
    private @Nullable Field taskQueue;
    private int bound = -1;

    EventLoop(Object loop) {
        super(loop);
    }

    /** The name of its thread; null while it has none. */
    static @Nullable String threadName(Object loop) throws ReflectiveOperationException {
        Thread runs = (Thread) field(loop, "thread").get(loop);
        return runs == null ? null : runs.getName();
    }

    /** The name of its thread; null while it has none, or is gone. */
    @Nullable
    String threadName() throws ReflectiveOperationException {
        Object loop = get();
        if (loop == null) {
            return null;
        }
        if (thread == null) {
            thread = field(loop, "thread");
        }
        Thread runs = (Thread) thread.get(loop);
        return runs == null ? null : runs.getName();
    }

    /** Tasks that wait for it; -1 where another thread cannot count its queue, as in 4.1.0. */
    int pending() throws ReflectiveOperationException {
        Object loop = get();
        if (loop == null) {
            return -1;
        }
        if (taskQueue == null) {
            taskQueue = field(loop, "taskQueue");
        }
        Queue<?> queue = (Queue<?>) taskQueue.get(loop);
        return queue != null && counts(queue) ? queue.size() : -1;
    }

    /** How many tasks its queue holds at most; {@link Integer#MAX_VALUE} where it has no bound. */
    int bound() throws ReflectiveOperationException {
        Object loop = get();
        if (bound < 0 && loop != null) {
            bound = bound((Queue<?>) field(loop, "taskQueue").get(loop));
        }
        return bound;
    }

    /** The queue's own word: the loop's {@code maxPendingTasks} is not that of a queue that it was given. */
    private static int bound(Queue<?> queue) throws ReflectiveOperationException {
        if (queue instanceof BlockingQueue) {
            long bound = (long) queue.size() + ((BlockingQueue<?>) queue).remainingCapacity();
            return (int) Math.min(bound, Integer.MAX_VALUE);
        }
        Method capacity = queue.getClass().getMethod("capacity");
        capacity.setAccessible(true);
        int bound = (Integer) capacity.invoke(queue);
        return bound < 0 ? Integer.MAX_VALUE : bound;
    }

    /** Whether any thread may ask for its size, at no cost: linked queues walk along themselves. */
    private static boolean counts(Queue<?> queue) {
        String type = queue.getClass().getName();
        return (type.startsWith("java.util.concurrent.") && type.endsWith("BlockingQueue"))
                || (type.contains(JCTOOLS) && type.contains("ArrayQueue"));
    }

    private static Field field(Object loop, String name) throws NoSuchFieldException {
        for (Class<?> type = loop.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().endsWith(TYPE)) {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            }
        }
        throw new NoSuchFieldException(loop.getClass() + " is no event loop");
    }
}
