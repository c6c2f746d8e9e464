package dev.firstfault.collectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firstfault.collectors.ManualClock;
import dev.firstfault.collectors.RecordedSignals;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.Signal;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.StatementFailure;
import dev.firstfault.signals.meter.Meters;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

    private static final int ROUNDS = 100_000;
    private static final long SECOND = 1_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final RecordedSignals signals = new RecordedSignals();
    private final Meters meters = new Meters();
    private final JdbcConnections connections = connections(clock);
    private final Statements statements = connections.statements();
    private final Object connection = new Object();
    private final Object statement = new Object();

    @Test
    void executionsAllocateNothing() {
        JdbcConnections real = connections(Clock.SYSTEM);
        real.connectFinished("jdbc:mysql://db/app", real.connectStarted("jdbc:mysql://db/app"), connection, null);
        Object prepared = new Object();
        real.statements().created(connection, statement, null);
        real.statements().created(connection, prepared, "select * from t where id = ?");
        String[] texts = IntStream.range(0, 1_000)
                .mapToObj(i -> "select * from t where id = " + i)
                .toArray(String[]::new);
        execute(real.statements(), prepared, texts);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        execute(real.statements(), prepared, texts);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        // The question itself allocates a little; one object a round would be over a megabyte.
        assertThat(allocated).isLessThan(10_000);
        assertThat(real.activityOf(connection))
                .satisfies(activity -> assertThat(activity.statements()).isEqualTo(4 * ROUNDS));
    }

    private void execute(Statements executed, Object prepared, String[] texts) {
        for (int i = 0; i < ROUNDS; i++) {
            executed.finished(prepared, executed.started(prepared, null), null);
            executed.rowReceived();
            executed.finished(statement, executed.started(statement, texts[i % texts.length]), null);
        }
    }

    @Test
    void whatADriverExecutesOnTheWayIsNotTheApplications() {
        open("jdbc:mysql://db/app");
        Object inner = new Object();
        statements.created(connection, statement, null);
        statements.created(connection, inner, "select 1");

        long outer = statements.started(statement, "call f()");
        long nested = statements.started(inner, null);
        statements.finished(inner, nested, null);
        statements.finished(statement, outer, null);

        assertThat(nested).isZero();
        assertThat(connections.activityOf(connection))
                .satisfies(activity -> assertThat(activity.statements()).isEqualTo(1));
    }

    @Test
    void hangingStatementIsToldAtOneTwoFiveTenSeconds() {
        open("jdbc:mysql://db/app");
        statements.created(connection, statement, null);
        statements.started(statement, "select sleep(600)");
        for (int second = 0; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            connections.tick();
        }

        assertThat(signals.of(SignalKind.STATEMENT_PENDING))
                .extracting(signal -> signal.durationNanos() / SECOND)
                .containsExactly(1L, 2L, 5L, 10L, 20L, 50L);
        assertThat(signals.of(SignalKind.STATEMENT_PENDING)).allSatisfy(signal -> {
            assertThat(signals.resource(Signal.upper(signal.v3())).name()).isEqualTo("select sleep(?)");
            assertThat(Signal.lower(signal.v3())).isEqualTo(1);
            assertThat(signal.v2()).as("limit of a connection that is none").isEqualTo(-1);
            assertThat(signal.error())
                    .satisfies(where -> assertThat(where.message()).isEqualTo("select sleep(?)"));
        });
        assertThat(signals.of(SignalKind.STATEMENTS))
                .as("written when the age has grown by a quarter, not each second")
                .hasSizeBetween(10, 30);
    }

    @Test
    void slowOnesAreToldFromTheUsual() {
        open("jdbc:mysql://db/app");
        statements.created(connection, statement, "select * from t where id = ?");
        for (int i = 0; i < 10; i++) {
            execute(5_000_000);
        }
        connections.tick();
        execute(50_000_000); // ten times as much, and yet nothing to speak of
        execute(400_000_000);
        connections.tick();

        List<Signal> seconds = signals.of(SignalKind.STATEMENTS);
        assertThat(Signal.lower(seconds.get(0).v3())).isZero();
        assertThat(Signal.lower(seconds.get(1).v3())).isEqualTo(1);
        assertThat(seconds.get(1).durationNanos()).isEqualTo(400_000_000);
    }

    @Test
    void checkoutsTellWhatIsRepeated() {
        open("jdbc:mysql://db/app");
        ConnectionActivity activity = Objects.requireNonNull(connections.activityOf(connection));
        statements.created(connection, statement, null);
        for (int checkout = 0; checkout < 3; checkout++) {
            activity.checkedOut();
            run("select id from orders");
            for (int line = 0; line < 10 * checkout; line++) {
                run("select * from lines where id = " + line);
            }
            activity.returned();
        }
        connections.tick();

        assertThat(signals.of(SignalKind.CHECKOUTS)).singleElement().satisfies(signal -> {
            assertThat(signal.v1()).isEqualTo(Signal.pack(3, 33));
            assertThat(signal.v2()).isEqualTo(Signal.pack(21, 20));
            assertThat(signals.resource(Signal.upper(signal.v3())).name())
                    .isEqualTo("select * from lines where id = ?");
            assertThat(signal.durationNanos()).isEqualTo(21_000_000);
            assertThat(signal.error())
                    .satisfies(place -> assertThat(place.type()).isEqualTo("repeated"));
        });
    }

    @Test
    void largeResultIsToldWhileItIsRead() {
        open("jdbc:mysql://db/app");
        statements.created(connection, statement, null);
        statements.started(statement, "select * from large");
        for (int row = 0; row < 70_000; row++) {
            statements.rowReceived();
        }

        assertThat(signals.of(SignalKind.STATEMENT_SHAPE))
                .extracting(signal -> Signal.lower(signal.v2()))
                .containsExactly(32_768, 65_536);
    }

    @Test
    void shapesAreBounded() {
        open("jdbc:mysql://db/app");
        statements.created(connection, statement, null);
        for (int i = 0; i < 1_000; i++) {
            run("select * from t_" + (char) ('a' + i % 26) + (char) ('a' + i / 26));
        }
        for (int i = 0; i < 6; i++) {
            connections.tick();
        }

        assertThat(signals.of(SignalKind.STATEMENT_SHAPE)).hasSize(10).anySatisfy(signal -> {
            Resource shape = signal.resource();
            assertThat(shape == null ? "" : shape.name()).isEqualTo(ShapeTable.OTHER);
            assertThat(Signal.upper(signal.v1())).isEqualTo(1_000 - ShapeTable.MAX_SHAPES);
        });
    }

    @Test
    void aShapeThatIsExecutedNoMoreIsToldOnceMore() {
        open("jdbc:mysql://db/app");
        statements.created(connection, statement, null);
        for (int i = 0; i < 20; i++) {
            run("select * from t");
        }
        for (int i = 0; i < 30; i++) {
            connections.tick();
        }

        assertThat(signals.of(SignalKind.STATEMENT_SHAPE))
                .extracting(signal -> Signal.upper(signal.v1()))
                .containsExactly(20, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db/app, 1205, HY000, LOCK_TIMEOUT",
        "jdbc:mysql://db/app, 1213, 40001, DEADLOCK",
        "jdbc:mysql://db/app, 1836, HY000, READ_ONLY",
        "jdbc:mysql://db/app, 1969, 70100, TIMED_OUT",
        "jdbc:mysql://db/app, 1317, 70100, CANCELLED",
        "jdbc:mysql://db/app, 1062, 23000, CONSTRAINT",
        "jdbc:mysql://db/app, 1114, HY000, NO_SPACE",
        "jdbc:mysql://db/app, 0, 08S01, CONNECTION_LOST",
        "jdbc:mysql://db/app, 1064, 42000, OTHER",
        "jdbc:postgresql://db/app, 0, 55P03, LOCK_TIMEOUT",
        "jdbc:postgresql://db/app, 0, 40P01, DEADLOCK",
        "jdbc:postgresql://db/app, 0, 40001, DEADLOCK",
        "jdbc:postgresql://db/app, 0, 25006, READ_ONLY",
        "jdbc:postgresql://db/app, 0, 57P01, CONNECTION_LOST",
        "jdbc:postgresql://db/app, 0, 53100, NO_SPACE",
        "jdbc:postgresql://db/app, 0, 23505, CONSTRAINT",
        "jdbc:oracle:thin:@//db/app, 60, 61000, DEADLOCK",
        "jdbc:oracle:thin:@//db/app, 54, 61000, LOCK_TIMEOUT",
        "jdbc:oracle:thin:@//db/app, 3113, 08000, CONNECTION_LOST",
        "jdbc:oracle:thin:@//db/app, 1, 23000, CONSTRAINT",
        "jdbc:sqlserver://db;databaseName=app, 1205, 40001, DEADLOCK",
        "jdbc:sqlserver://db;databaseName=app, 1222, S0051, LOCK_TIMEOUT",
        "jdbc:sqlserver://db;databaseName=app, 3906, S0002, READ_ONLY",
        "jdbc:sqlserver://db;databaseName=app, 0, HY008, TIMED_OUT",
        "jdbc:h2:mem:app, 50200, HYT00, LOCK_TIMEOUT",
        "jdbc:h2:mem:app, 90097, 90097, READ_ONLY",
        "jdbc:derby:memory:app, 30000, 40XL1, LOCK_TIMEOUT",
        "jdbc:derby:memory:app, 30000, 40001, DEADLOCK",
    })
    void codesAndStatesSayWhy(String url, int code, String state, StatementFailure reason) {
        assertThat(failure(url, new SQLException("refused", state, code))).isEqualTo(reason);
    }

    @Test
    void readThatTimedOutIsNoLostConnection() {
        SQLException wrapped = new SQLException("Communications link failure", "08S01", 0);
        wrapped.initCause(new SocketTimeoutException("Read timed out"));

        assertThat(failure("jdbc:mysql://db/app", wrapped)).isEqualTo(StatementFailure.TIMED_OUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Duplicate entry 'S3CRET' for key 'PRIMARY'|Duplicate entry ?",
                "Duplicate entry 'it's S3CRET' for key 'PRIMARY'|Duplicate entry ?",
                "Table 'app.t' doesn't exist|Table 'app.t' doesn't exist",
                "ERROR: relation \"t\" does not exist|ERROR: relation \"t\" does not exist",
                "You have an error near 'S3CRET'' at line 1|You have an error near ?",
                "ERROR: duplicate key value violates unique constraint \"u\" Detail: Key (a)=(S3CRET)|ERROR: duplicate key value violates unique constraint \"u\" Detail: Key (a)=(?",
                "gone; SQL statement: insert into t values ('S3CRET')|gone; SQL statement:?",
            })
    void messagesTellNoValues(String message, String kept) {
        assertThat(StatementErrorText.of(message)).isEqualTo(kept);
    }

    private StatementFailure failure(String url, SQLException thrown) {
        open(url);
        statements.created(connection, statement, null);
        statements.finished(statement, statements.started(statement, "select 1"), thrown);
        return StatementFailure.ofId(
                signals.of(SignalKind.STATEMENT_FAILED).get(0).v1());
    }

    private JdbcConnections connections(Clock its) {
        return new JdbcConnections(meters, signals, its, (target, reason, error, occurrence, since) -> {});
    }

    private void open(String url) {
        connections.connectFinished(url, connections.connectStarted(url), connection, null);
    }

    private void execute(long nanos) {
        long start = statements.started(statement, null);
        clock.advance(Duration.ofNanos(nanos));
        statements.finished(statement, start, null);
    }

    private void run(String sql) {
        long start = statements.started(statement, sql);
        clock.advance(Duration.ofMillis(1));
        statements.finished(statement, start, null);
    }
}
