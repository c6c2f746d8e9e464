package dev.firstfault.collectors.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.example.NamelessFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An executor is called the same after a restart, and what its owner calls it. */
class ExecutorNamesTest {

    private static final StackTraceElement[] NOT_SEEN = {};

    private static final StackTraceElement[] CONSTRUCTED_BY_A_METASTORE = {
        frame("java.util.concurrent.ThreadPoolExecutor"),
        frame("java.util.concurrent.Executors"),
        frame("com.google.common.util.concurrent.MoreExecutors"),
        frame("org.apache.hadoop.hive.metastore.HiveMetaStore$3"),
        frame("org.apache.hadoop.util.RunJar"),
    };

    @ParameterizedTest
    @CsvSource({
        "HMSHandler #%d, HMSHandler",
        "Metastore-Handler-Pool: Thread-%d, Metastore-Handler-Pool: Thread",
        "HikariPool-1 housekeeper, HikariPool housekeeper",
        "nioEventLoopGroup-2-, nioEventLoopGroup",
        "http-nio-8080-exec-, http-nio-8080-exec",
        "block-manager-ask-thread-pool-%d, block-manager-ask-thread-pool",
        "log4j2-async, log4j2-async",
        "worker-%03d-of-%s, worker-of",
        "task-{0}, task",
        "elasticsearch[node][bulk], elasticsearch[node][bulk]",
    })
    void aPatternLosesItsNumbers(String pattern, String name) {
        assertThat(ExecutorNames.stable(pattern)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"pool-7-thread-", "Thread-", "%d", "12"})
    void aNumberedDefaultIsNoName(String pattern) {
        assertThat(ExecutorNames.stable(pattern)).isEmpty();
    }

    @Test
    void aFactoryThatSaysHowItCallsItsThreadsGivesTheName() {
        ThreadFactory factory = new PrefixFactory("ingest-worker-");
        assertThat(name(factory, CONSTRUCTED_BY_A_METASTORE)).isEqualTo("ingest-worker");
    }

    @Test
    void aNameThatALambdaCapturedCounts() {
        String prefix = "ingest-lambda-" + 1;
        ThreadFactory factory = work -> new Thread(work, prefix);
        assertThat(name(factory, CONSTRUCTED_BY_A_METASTORE)).isEqualTo("ingest-lambda");
    }

    @Test
    void aFactoryAroundAnotherIsLookedInto() {
        ThreadFactory inner = new PrefixFactory("inner-");
        ThreadFactory outer = new WrappingFactory(inner);
        assertThat(name(outer, CONSTRUCTED_BY_A_METASTORE)).isEqualTo("inner");
    }

    @Test
    void aFactoryWithoutANameStandsForTheClassThatWroteIt() {
        assertThat(name(NamelessFactories.lambda(), NOT_SEEN)).isEqualTo(NamelessFactories.class.getName());
        assertThat(name(NamelessFactories.anonymous(), NOT_SEEN)).isEqualTo(NamelessFactories.class.getName());
    }

    @Test
    void theDefaultFactoryLeavesTheNameToWhoeverConstructedTheExecutor() {
        assertThat(name(Executors.defaultThreadFactory(), CONSTRUCTED_BY_A_METASTORE))
                .isEqualTo("org.apache.hadoop.hive.metastore.HiveMetaStore");
    }

    @Test
    void whereNothingIsKnownTheNameIsPlain() {
        assertThat(name(Executors.defaultThreadFactory(), NOT_SEEN)).isEqualTo("thread-pool");
    }

    private static String name(ThreadFactory factory, StackTraceElement[] stack) {
        return ExecutorNames.of(factory, ThreadPoolExecutor.class, stack);
    }

    private static StackTraceElement frame(String className) {
        return new StackTraceElement(className, "method", "File.java", 1);
    }

    private static final class PrefixFactory implements ThreadFactory {
        private final String namePrefix;

        PrefixFactory(String namePrefix) {
            this.namePrefix = namePrefix;
        }

        @Override
        public Thread newThread(Runnable work) {
            return new Thread(work, namePrefix);
        }
    }

    private static final class WrappingFactory implements ThreadFactory {
        private final ThreadFactory delegate;

        WrappingFactory(ThreadFactory delegate) {
            this.delegate = delegate;
        }

        @Override
        public Thread newThread(Runnable work) {
            return delegate.newThread(work);
        }
    }
}
