package dev.firstfault.collectors.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.HolderState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderStatesTest {

    private static final String SERVICE = "com.example.Service.serve";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.zaxxer.hikari.util.ConcurrentBag.borrow",
                "org.apache.commons.pool2.impl.GenericObjectPool.borrowObject"
                        + " org.apache.commons.dbcp2.PoolingDataSource.getConnection",
                "org.apache.tomcat.jdbc.pool.FairBlockingQueue.poll",
                "com.alibaba.druid.pool.DruidDataSource.pollLast"
            })
    void waitsForAnotherConnection(String checkout) {
        assertThat(waiting("java.util.concurrent.SynchronousQueue.poll " + checkout))
                .isEqualTo(HolderState.CHECKING_OUT);
    }

    @Test
    void waitsForTheLockOfAPool() {
        assertThat(HolderStates.of(
                        Thread.State.BLOCKED, stack("com.mchange.v2.resourcepool.BasicResourcePool.checkoutResource")))
                .isEqualTo(HolderState.CHECKING_OUT);
        assertThat(HolderStates.of(Thread.State.BLOCKED, stack("com.example.Cache.get")))
                .isEqualTo(HolderState.BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.http.pool.PoolEntryFuture.await",
                "org.apache.commons.pool2.impl.GenericObjectPool.borrowObject redis.clients.jedis.util.Pool.getResource",
                "com.example.Client.await"
            })
    void whatIsNoPoolOfDatabaseConnectionsIsAWaitLikeAnyOther(String wait) {
        assertThat(waiting("java.util.concurrent.locks.LockSupport.park " + wait))
                .isEqualTo(HolderState.WAITING);
    }

    @Test
    void workerThatIdlesHasGoneOn() {
        assertThat(waiting("java.util.concurrent.LinkedBlockingQueue.take"
                        + " java.util.concurrent.ThreadPoolExecutor.getTask"))
                .isEqualTo(HolderState.ELSEWHERE);
    }

    private static HolderState waiting(String frames) {
        return HolderStates.of(Thread.State.TIMED_WAITING, stack("jdk.internal.misc.Unsafe.park " + frames));
    }

    /** Innermost first; a service that asked is behind them. */
    private static StackTraceElement[] stack(String frames) {
        String[] names = (frames + " " + SERVICE).split(" ", -1);
        StackTraceElement[] stack = new StackTraceElement[names.length];
        for (int i = 0; i < names.length; i++) {
            int dot = names[i].lastIndexOf('.');
            stack[i] = new StackTraceElement(names[i].substring(0, dot), names[i].substring(dot + 1), null, -1);
        }
        return stack;
    }
}
