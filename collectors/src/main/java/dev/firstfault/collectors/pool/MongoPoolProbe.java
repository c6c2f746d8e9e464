package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The pools of MongoDB's drivers, one for each server. Checkouts through callbacks, of the reactive driver, are not seen. */
public final class MongoPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.MongoPoolProbe$";

    @Override
    public ProbeSpec spec() {
        ProbeSpec.Builder spec =
                ProbeSpec.named("mongo-pool").of("org.mongodb:mongodb-driver-core, org.mongodb:mongo-java-driver");
        inPackage("com.mongodb.internal.connection.", spec); // 3.8 on
        inPackage("com.mongodb.connection.", spec);
        return spec.onType("com.mongodb.internal.connection.DefaultConnectionPool$StateAndGeneration") // 4.3 on
                .hook("pauseAndIncrementGeneration", null, ADVICE + "Pause")
                .build();
    }

    private static void inPackage(String name, ProbeSpec.Builder spec) {
        spec.onType(name + "DefaultConnectionPool")
                .hook("<init>", null, ADVICE + "Opened")
                .hook("get", null, ADVICE + "Borrow")
                .hookIfThere("invalidate", "()", ADVICE + "Clear") // up to 4.2
                .hook("close", "()", ShutdownAdvice.NAME)
                .onType(name + "DefaultConnectionPool$PooledConnection")
                .hook("open", null, ADVICE + "Create")
                .hook("close", "()", ADVICE + "Return")
                .onType(name + "UsageTrackingInternalConnection")
                .hook("close", "()", ThisDiscardAdvice.NAME);
    }

    static final class Opened {

        private Opened() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object pool) {
            SignalBridge.poolOpened(pool, pool);
        }
    }

    static final class Borrow {

        private Borrow() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.acquireWaits(pool);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object pool,
                @Advice.Return @Nullable Object wrapper,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            } else if (wrapper != null) {
                SignalBridge.acquiredWrapped(wrapper, pool);
            }
        }
    }

    static final class Return {

        private Return() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.FieldValue("wrapped") Object entry) {
            SignalBridge.released(entry, 0);
        }
    }

    static final class Create {

        private Create() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter() {
            return SignalBridge.now();
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.FieldValue("this$0") Object pool,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.created(pool, startNanos, thrown);
        }
    }

    static final class Clear {

        private Clear() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.poolCleared(pool);
        }
    }

    static final class Pause {

        private Pause() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.FieldValue("this$0") Object pool, @Advice.Return boolean paused) {
            if (paused) {
                SignalBridge.poolCleared(pool);
            }
        }
    }
}
