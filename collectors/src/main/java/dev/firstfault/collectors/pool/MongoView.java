package dev.firstfault.collectors.pool;

import org.jspecify.annotations.Nullable;

/** A pool of MongoDB's driver, read through the one of objects below it. */
final class MongoView extends PoolView {

    private final PoolIdentity identity;
    private final Getter objects;
    private final Getter active;
    private final Getter idle;
    private final int maximum;
    private final int minimum;
    private volatile @Nullable Getter wrapped;

    MongoView(Object pool) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        Object settings = there(Getter.ofField(type, "settings").get(pool));
        this.identity =
                PoolIdentity.ofUrl("mongodb:" + Getter.ofField(type, "serverId").get(pool));
        this.objects = Getter.ofField(type, "pool");
        Class<?> objectPool = there(objects.get(pool)).getClass();
        this.active = Getter.of(objectPool, "getInUseCount");
        this.idle = Getter.of(objectPool, "getAvailableCount");
        this.maximum = Getter.of(settings.getClass(), "getMaxSize").number(settings);
        this.minimum = Getter.of(settings.getClass(), "getMinSize").number(settings);
    }

    private static Object there(@Nullable Object part) throws NoSuchFieldException {
        if (part == null) {
            throw new NoSuchFieldException("a part of a pool under construction");
        }
        return part;
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        Object pooled = there(objects.get(alive));
        int out = active.number(pooled);
        int in = idle.number(pooled);
        into.set(out, in, out + in, 0, maximum, minimum);
    }

    @Override
    boolean countsPending() {
        return false;
    }

    @Override
    Object entryOf(Object wrapper) throws ReflectiveOperationException {
        Getter known = wrapped;
        if (known == null) {
            known = Getter.ofField(wrapper.getClass(), "wrapped");
            wrapped = known;
        }
        return there(known.get(wrapper));
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        String name = thrown.getClass().getName();
        return name.equals("com.mongodb.MongoTimeoutException")
                || name.equals("com.mongodb.MongoWaitQueueFullException")
                || name.equals("com.mongodb.MongoOperationTimeoutException");
    }
}
