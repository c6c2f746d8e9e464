package dev.firstfault.collectors.jdbc;

import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.ProbeSpec;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Hooks on JDBC's own methods, which every driver's classes have: where a connection makes statements, and where those are
 * executed and closed. What a driver makes for itself, past its connection's methods, is so not seen.
 */
final class StatementHooks {

    private static final String ADVICE = "dev.firstfault.collectors.jdbc.StatementHooks$";
    private static final String TEXT = "(Ljava/lang/String;";
    private static final String NOTHING = "()";

    private StatementHooks() {}

    /** A driver's physical connection. */
    static ProbeSpec.Builder onConnection(ProbeSpec.Builder spec, String type) {
        return spec.onType(type)
                .hook("createStatement", null, ADVICE + "Create")
                .hook("prepareStatement", TEXT, ADVICE + "Prepare")
                .hook("prepareCall", TEXT, ADVICE + "Prepare");
    }

    /** The base of a driver's statements. */
    static ProbeSpec.Builder onStatement(ProbeSpec.Builder spec, String type) {
        return spec.onType(type)
                .hook("execute", TEXT, ADVICE + "ExecuteText")
                .hook("executeQuery", TEXT, ADVICE + "ExecuteText")
                .hook("executeUpdate", TEXT, ADVICE + "ExecuteText")
                .hookIfThere("executeLargeUpdate", TEXT, ADVICE + "ExecuteText") // JDBC 4.2
                .hook("executeBatch", NOTHING, ADVICE + "Execute")
                .hookIfThere("executeLargeBatch", NOTHING, ADVICE + "Execute")
                .hook("close", NOTHING, ADVICE + "Close");
    }

    /** A class of prepared or callable statements: what it has of its own. */
    static ProbeSpec.Builder onPrepared(ProbeSpec.Builder spec, String type) {
        return spec.onType(type)
                .hook(
                        "execute|executeQuery|executeUpdate|executeLargeUpdate|executeBatch|executeLargeBatch",
                        NOTHING,
                        ADVICE + "Execute");
    }

    /** The same, of one that is closed in a way of its own, at least in some versions. */
    static ProbeSpec.Builder onPreparedWithClose(ProbeSpec.Builder spec, String type) {
        return onClose(onPrepared(spec, type), type);
    }

    /** A class that only closes in a way of its own, at least in some versions. */
    static ProbeSpec.Builder onClose(ProbeSpec.Builder spec, String type) {
        return spec.onType(type).hookIfThere("close", NOTHING, ADVICE + "Close");
    }

    /** Where a driver takes a row off the wire: its method gives the row, or null at the end. */
    static ProbeSpec.Builder onRow(ProbeSpec.Builder spec, String type, String method, @Nullable String parameters) {
        return spec.onType(type).hookIfThere(method, parameters, ADVICE + "Row");
    }

    /** The same, of a method that tells whether there was a row. */
    static ProbeSpec.Builder onRowIfAny(
            ProbeSpec.Builder spec, String type, String method, @Nullable String parameters) {
        return spec.onType(type).hookIfThere(method, parameters, ADVICE + "RowIfAny");
    }

    static final class Create {

        private Create() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.This Object connection, @Advice.Return @Nullable Object statement) {
            if (statement != null) {
                SignalBridge.statementCreated(connection, statement, null);
            }
        }
    }

    static final class Prepare {

        private Prepare() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(
                @Advice.This Object connection,
                @Advice.Argument(0) String sql,
                @Advice.Return @Nullable Object statement) {
            if (statement != null) {
                SignalBridge.statementCreated(connection, statement, sql);
            }
        }
    }

    static final class ExecuteText {

        private ExecuteText() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter(@Advice.This Object statement, @Advice.Argument(0) String sql) {
            return SignalBridge.statementStarted(statement, sql);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object statement,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.statementFinished(statement, startNanos, thrown);
        }
    }

    static final class Execute {

        private Execute() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long onEnter(@Advice.This Object statement) {
            return SignalBridge.statementStarted(statement, null);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(
                @Advice.This Object statement,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown) {
            SignalBridge.statementFinished(statement, startNanos, thrown);
        }
    }

    static final class Row {

        private Row() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.Return @Nullable Object row) {
            if (row != null) {
                SignalBridge.rowReceived();
            }
        }
    }

    static final class RowIfAny {

        private RowIfAny() {}

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void onExit(@Advice.Return boolean received) {
            if (received) {
                SignalBridge.rowReceived();
            }
        }
    }

    static final class Close {

        private Close() {}

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void onExit(@Advice.This Object statement) {
            SignalBridge.statementClosed(statement);
        }
    }
}
