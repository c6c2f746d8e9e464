package dev.firstfault.collectors.pool;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A pool of Commons Pool 2 for Jedis, read through its public getters. */
final class JedisPoolView extends PoolView {

    /** Where the makers of connections keep the address: 2.x, 3.x on. */
    private static final String[] ADDRESSES = {"hostAndPort", "jedisSocketFactory"};

    private final PoolIdentity identity;
    private final Getter active;
    private final Getter idle;
    private final Getter pending;
    private final Getter maximum;
    private final Getter minimumIdle;

    JedisPoolView(Object pool, Object factory) throws ReflectiveOperationException {
        super(pool);
        Class<?> type = pool.getClass();
        this.identity = PoolIdentity.ofUrl("redis:" + address(factory));
        this.active = Getter.of(type, "getNumActive");
        this.idle = Getter.of(type, "getNumIdle");
        this.pending = Getter.of(type, "getNumWaiters");
        this.maximum = Getter.of(type, "getMaxTotal");
        this.minimumIdle = Getter.of(type, "getMinIdle");
    }

    /** Whether it makes connections to Redis. */
    static boolean isMaker(@Nullable Object factory) {
        return Getter.isA(factory, "redis.clients.jedis.JedisFactory")
                || Getter.isA(factory, "redis.clients.jedis.ConnectionFactory");
    }

    private static @Nullable Object address(Object factory) throws ReflectiveOperationException {
        for (String field : ADDRESSES) {
            try {
                return Getter.ofField(factory.getClass(), field).get(factory);
            } catch (NoSuchFieldException ofAnotherVersion) {
                // the next one
            }
        }
        return null;
    }

    @Override
    PoolIdentity identity() {
        return identity;
    }

    @Override
    void read(Object alive, PoolLevels into) throws ReflectiveOperationException {
        int out = active.number(alive);
        int in = idle.number(alive);
        into.set(out, in, out + in, pending.number(alive), maximum.number(alive), minimumIdle.number(alive));
    }

    @Override
    boolean isTimeout(Throwable thrown) {
        return thrown instanceof NoSuchElementException && thrown.getCause() == null;
    }
}
