package dev.firstfault.collectors.pool;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;

/**
 * Checkouts, waits and holds of HikariCP, and the pools themselves.
 *
 * <p>A clock costs as much as all the rest of a checkout, so it is read once for checkout and return together; the
 * other stamp is one that HikariCP took itself: at the checkout up to 4.x, at the return since 5.0. A checkout that finds
 * an idle connection is not timed at all; one that has to wait is, from where the wait begins.
 */
public final class HikariPoolProbe implements Probe {

    private static final String ADVICE = "dev.firstfault.collectors.pool.HikariPoolProbe$";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("hikari-pool")
                .of("com.zaxxer:HikariCP")
                .onType("com.zaxxer.hikari.pool.HikariPool")
                .hook("<init>", "(Lcom/zaxxer/hikari/HikariConfig;)", OpenAdvice.NAME)
                .hook("shutdown", "()", ShutdownAdvice.NAME)
                .hook("getConnection", "(J)", ADVICE + "Failure")
                .hook("addBagItem", null, ADVICE + "Wait") // what a checkout does before it waits for a connection
                .hook("fillPool", null, ADVICE + "NoCheckout") // also calls addBagItem, up to 3.x
                .onType("com.zaxxer.hikari.pool.PoolBase")
                .hook("newConnection", null, CreateAdvice.NAME)
                .hook("isConnectionAlive|isConnectionDead", null, ADVICE + "Wait") // may ask the server
                .onType("com.zaxxer.hikari.pool.HikariPool$KeepaliveTask") // asks the server too, since 4.0
                .hook("run", "()", ADVICE + "NoCheckout")
                .onType("com.zaxxer.hikari.pool.PoolEntry")
                .hook("createProxyConnection", null, ADVICE + "Acquire")
                .hook("setState|lazySet", "(I)", ADVICE + "Release") // only at a return, by who returns
                .hook("close", "()", ThisDiscardAdvice.NAME)
                .build();
    }

    static final class Failure {

        private Failure() {}

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object pool, @Advice.Thrown Throwable thrown) {
            if (thrown != null) {
                SignalBridge.acquireFailed(pool, thrown);
            }
        }
    }

    static final class Wait {

        private Wait() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object pool) {
            SignalBridge.acquireWaits(pool);
        }
    }

    /** After work of the pool itself that looks like a checkout having to wait. */
    static final class NoCheckout {

        private NoCheckout() {}

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit() {
            SignalBridge.acquireWaitsNot();
        }
    }

    static final class Acquire {

        private Acquire() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(
                @Advice.This Object entry,
                @Advice.FieldValue("hikariPool") Object pool,
                @Advice.FieldValue("connection") Object connection,
                @Advice.Argument(value = 1, optional = true) long atNanos) {
            SignalBridge.acquired(entry, pool, connection, atNanos);
        }
    }

    static final class Release {

        private Release() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void onEnter(@Advice.This Object entry, @Advice.FieldValue("lastAccessed") long atNanos) {
            SignalBridge.released(entry, atNanos);
        }
    }
}
