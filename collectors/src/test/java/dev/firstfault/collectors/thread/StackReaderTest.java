package dev.firstfault.collectors.thread;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.WaitKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Stacks as real processes show them. */
class StackReaderTest {

    @Test
    void anAwaitOfScalaNamesWhoeverAwaits() {
        // Scala 2.12.18, JDK 8.
        Wait wait = waiting(stack(
                "sun.misc.Unsafe.park",
                "java.util.concurrent.locks.LockSupport.park",
                "java.util.concurrent.locks.AbstractQueuedSynchronizer.parkAndCheckInterrupt",
                "java.util.concurrent.locks.AbstractQueuedSynchronizer.acquireSharedInterruptibly",
                "scala.concurrent.impl.Promise$DefaultPromise.tryAwait",
                "scala.concurrent.impl.Promise$DefaultPromise.ready",
                "scala.concurrent.impl.Promise$DefaultPromise.result",
                "scala.concurrent.Await$.$anonfun$result$1",
                "scala.concurrent.BlockContext$DefaultBlockContext$.blockOn",
                "scala.concurrent.Await$.result",
                "com.acme.RowWriter.flush",
                "com.acme.Job.main"));

        assertThat(wait.kind()).isEqualTo(WaitKind.AWAIT);
        assertThat(wait.within()).isEqualTo("scala.concurrent.Await$.result");
        assertThat(wait.frames()).startsWith("com.acme.RowWriter.flush(");
        assertThat(wait.onMain()).isTrue();
    }

    @Test
    void aDriverOfSparkWhoseJobRunsIsAtRest() {
        assertThat(StackReader.ofWaiting(stack(
                        "jdk.internal.misc.Unsafe.park",
                        "java.util.concurrent.locks.LockSupport.park",
                        "scala.concurrent.impl.Promise$DefaultPromise.tryAwait",
                        "scala.concurrent.impl.Promise$DefaultPromise.ready",
                        "org.apache.spark.util.ThreadUtils$.awaitReady",
                        "org.apache.spark.scheduler.DAGScheduler.runJob",
                        "org.apache.spark.SparkContext.runJob",
                        "org.apache.spark.rdd.RDD.collect",
                        "com.acme.Batch.run",
                        "com.acme.Batch.main")))
                .isNull();
    }

    @Test
    void aPoolWithoutConnectionsIsWaitedFor() {
        Wait wait = waiting(stack(
                "java.lang.Object.wait",
                "org.apache.commons.pool.impl.GenericObjectPool.borrowObject",
                "org.apache.commons.dbcp.PoolingDataSource.getConnection",
                "com.acme.Orders.find",
                "java.util.concurrent.ThreadPoolExecutor.runWorker"));

        assertThat(wait.kind()).isEqualTo(WaitKind.CONNECTION);
        assertThat(wait.caller().getClassName()).isEqualTo("com.acme.Orders");
        assertThat(wait.inTaskOfPool()).isTrue();
    }

    @Test
    void aPoolThatKeepsItsConnectionsInAQueueIsWaitedForToo() {
        Wait wait = waiting(stack(
                "sun.misc.Unsafe.park",
                "java.util.concurrent.LinkedBlockingQueue.take",
                "com.jolbox.bonecp.DefaultConnectionStrategy.getConnectionInternal",
                "com.jolbox.bonecp.BoneCP.getConnection",
                "com.acme.Orders.find"));

        assertThat(wait.kind()).isEqualTo(WaitKind.CONNECTION);
    }

    @Test
    void aPoolsOwnThreadIsAtRest() {
        assertThat(StackReader.ofWaiting(stack(
                        "sun.misc.Unsafe.park",
                        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await",
                        "com.alibaba.druid.pool.DruidDataSource$CreateConnectionThread.run")))
                .isNull();
    }

    @Test
    void aReadOfADriverWithoutALimitIsTold() {
        // MariaDB Connector/J 2.7.12, JDK 17.
        Wait wait = inNative(stack(
                "sun.nio.ch.Net.poll",
                "sun.nio.ch.NioSocketImpl.park",
                "sun.nio.ch.NioSocketImpl.implRead",
                "sun.nio.ch.NioSocketImpl.read",
                "java.net.Socket$SocketInputStream.read",
                "java.io.FilterInputStream.read",
                "org.mariadb.jdbc.internal.io.input.StandardPacketInputStream.getPacketArray",
                "org.mariadb.jdbc.MariaDbStatement.executeInternal",
                "com.acme.Orders.find"));

        assertThat(wait.kind()).isEqualTo(WaitKind.SOCKET_READ);
        assertThat(wait.caller().getClassName()).isEqualTo("com.acme.Orders");
    }

    @Test
    void aReadWithALimitIsNot() {
        assertThat(StackReader.ofNative(stack(
                        "sun.nio.ch.Net.poll",
                        "sun.nio.ch.NioSocketImpl.park",
                        "sun.nio.ch.NioSocketImpl.timedRead",
                        "sun.nio.ch.NioSocketImpl.implRead",
                        "org.mariadb.jdbc.MariaDbStatement.executeInternal",
                        "com.acme.Orders.find")))
                .isNull();
    }

    @Test
    void aWorkerOfAThriftServerThatReadsTheNextRequestIsAtRest() {
        assertThat(StackReader.ofNative(stack(
                        "java.net.SocketInputStream.socketRead0",
                        "java.net.SocketInputStream.read",
                        "org.apache.thrift.transport.TIOStreamTransport.read",
                        "org.apache.thrift.protocol.TBinaryProtocol.readMessageBegin",
                        "org.apache.thrift.TBaseProcessor.process",
                        "org.apache.hadoop.hive.metastore.TUGIBasedProcessor.process",
                        "org.apache.thrift.server.TThreadPoolServer$WorkerProcess.run",
                        "java.util.concurrent.ThreadPoolExecutor.runWorker")))
                .isNull();
    }

    @Test
    void aSubscriberOfRedisIsAtRest() {
        assertThat(StackReader.ofNative(stack(
                        "java.net.SocketInputStream.socketRead0",
                        "redis.clients.jedis.Protocol.read",
                        "redis.clients.jedis.JedisPubSub.process",
                        "com.acme.Events.listen")))
                .isNull();
    }

    @Test
    void aParallelStreamComputes() {
        assertThat(StackReader.ofWaiting(stack(
                        "jdk.internal.misc.Unsafe.park",
                        "java.util.concurrent.ForkJoinTask.awaitDone",
                        "java.util.concurrent.ForkJoinTask.invoke",
                        "java.util.stream.ForEachOps$ForEachOp.evaluateParallel",
                        "java.util.stream.ReferencePipeline.forEach",
                        "com.acme.Sums.run")))
                .isNull();
    }

    private static Wait waiting(StackTraceElement[] stack) {
        return requireNonNull(StackReader.ofWaiting(stack));
    }

    private static Wait inNative(StackTraceElement[] stack) {
        return requireNonNull(StackReader.ofNative(stack));
    }

    /** Innermost first. */
    private static StackTraceElement[] stack(String... methods) {
        return Arrays.stream(methods)
                .map(method -> {
                    int dot = method.lastIndexOf('.');
                    return new StackTraceElement(method.substring(0, dot), method.substring(dot + 1), "Source.java", 1);
                })
                .toArray(StackTraceElement[]::new);
    }
}
