package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Statements of all drivers that are known, in one declaration: they differ in the names of their classes only. */
public final class JdbcStatementsProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        ProbeSpec.Builder spec = ProbeSpec.named("jdbc-statements")
                .of("org.mariadb.jdbc:mariadb-java-client, mysql:mysql-connector-java, com.mysql:mysql-connector-j,"
                        + " org.postgresql:postgresql, com.h2database:h2, org.apache.derby:derby,"
                        + " org.apache.derby:derbyclient, com.oracle.database.jdbc:ojdbc8,"
                        + " com.microsoft.sqlserver:mssql-jdbc");
        mariaDb(spec);
        mySql(spec);
        postgres(spec);
        h2(spec);
        derby(spec);
        oracle(spec);
        sqlServer(spec);
        return spec.build();
    }

    private static void mariaDb(ProbeSpec.Builder spec) {
        // 2.x
        StatementHooks.onConnection(spec, "org.mariadb.jdbc.MariaDbConnection");
        StatementHooks.onStatement(spec, "org.mariadb.jdbc.MariaDbStatement");
        StatementHooks.onPrepared(spec, "org.mariadb.jdbc.BasePrepareStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ClientSidePreparedStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ServerSidePreparedStatement");
        StatementHooks.onPrepared(spec, "org.mariadb.jdbc.MariaDbProcedureStatement");
        StatementHooks.onPrepared(spec, "org.mariadb.jdbc.MariaDbFunctionStatement");
        StatementHooks.onRowIfAny(
                spec, "org.mariadb.jdbc.internal.com.read.resultset.SelectResultSet", "readNextValue", "()");
        // 3.x
        StatementHooks.onConnection(spec, "org.mariadb.jdbc.Connection");
        StatementHooks.onStatement(spec, "org.mariadb.jdbc.Statement");
        StatementHooks.onPrepared(spec, "org.mariadb.jdbc.BasePreparedStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ClientPreparedStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ServerPreparedStatement");
        StatementHooks.onRowIfAny(spec, "org.mariadb.jdbc.client.result.Result", "readNext", "([B)");
    }

    private static void mySql(ProbeSpec.Builder spec) {
        // 5.1
        StatementHooks.onConnection(spec, "com.mysql.jdbc.ConnectionImpl");
        StatementHooks.onStatement(spec, "com.mysql.jdbc.StatementImpl");
        StatementHooks.onPrepared(spec, "com.mysql.jdbc.PreparedStatement");
        StatementHooks.onClose(spec, "com.mysql.jdbc.ServerPreparedStatement");
        StatementHooks.onPrepared(spec, "com.mysql.jdbc.CallableStatement");
        StatementHooks.onRow(spec, "com.mysql.jdbc.MysqlIO", "nextRow", null);
        // 8 on
        StatementHooks.onConnection(spec, "com.mysql.cj.jdbc.ConnectionImpl");
        StatementHooks.onStatement(spec, "com.mysql.cj.jdbc.StatementImpl");
        StatementHooks.onPrepared(spec, "com.mysql.cj.jdbc.ClientPreparedStatement");
        StatementHooks.onClose(spec, "com.mysql.cj.jdbc.ServerPreparedStatement");
        StatementHooks.onPrepared(spec, "com.mysql.cj.jdbc.CallableStatement");
        StatementHooks.onRow(
                spec,
                "com.mysql.cj.protocol.a.ResultsetRowReader",
                "read",
                "(Lcom/mysql/cj/protocol/ProtocolEntityFactory;)");
    }

    private static void postgres(ProbeSpec.Builder spec) {
        StatementHooks.onConnection(spec, "org.postgresql.jdbc.PgConnection");
        StatementHooks.onStatement(spec, "org.postgresql.jdbc.PgStatement");
        StatementHooks.onPrepared(spec, "org.postgresql.jdbc.PgPreparedStatement");
        StatementHooks.onPrepared(spec, "org.postgresql.jdbc.PgCallableStatement");
        StatementHooks.onRow(spec, "org.postgresql.core.PGStream", "receiveTupleV3", "()");
    }

    private static void h2(ProbeSpec.Builder spec) {
        StatementHooks.onConnection(spec, "org.h2.jdbc.JdbcConnection");
        StatementHooks.onStatement(spec, "org.h2.jdbc.JdbcStatement");
        StatementHooks.onPreparedWithClose(spec, "org.h2.jdbc.JdbcPreparedStatement");
        StatementHooks.onPrepared(spec, "org.h2.jdbc.JdbcCallableStatement");
    }

    private static void derby(ProbeSpec.Builder spec) {
        StatementHooks.onConnection(spec, "org.apache.derby.impl.jdbc.EmbedConnection");
        StatementHooks.onStatement(spec, "org.apache.derby.impl.jdbc.EmbedStatement");
        StatementHooks.onPrepared(spec, "org.apache.derby.impl.jdbc.EmbedPreparedStatement");
        // its client, to 10.10
        StatementHooks.onConnection(spec, "org.apache.derby.client.am.Connection");
        StatementHooks.onStatement(spec, "org.apache.derby.client.am.Statement");
        StatementHooks.onPrepared(spec, "org.apache.derby.client.am.PreparedStatement");
        // its client, 10.11 on
        StatementHooks.onConnection(spec, "org.apache.derby.client.am.ClientConnection");
        StatementHooks.onStatement(spec, "org.apache.derby.client.am.ClientStatement");
        StatementHooks.onPrepared(spec, "org.apache.derby.client.am.ClientPreparedStatement");
    }

    private static void oracle(ProbeSpec.Builder spec) {
        // Wrappers are what a connection gives out; what they wrap executes one through the other.
        StatementHooks.onConnection(spec, "oracle.jdbc.driver.PhysicalConnection");
        StatementHooks.onStatement(spec, "oracle.jdbc.driver.OracleStatementWrapper");
        StatementHooks.onPreparedWithClose(spec, "oracle.jdbc.driver.OraclePreparedStatementWrapper");
        StatementHooks.onClose(spec, "oracle.jdbc.driver.OracleCallableStatementWrapper");
    }

    private static void sqlServer(ProbeSpec.Builder spec) {
        StatementHooks.onConnection(spec, "com.microsoft.sqlserver.jdbc.SQLServerConnection");
        StatementHooks.onStatement(spec, "com.microsoft.sqlserver.jdbc.SQLServerStatement");
        StatementHooks.onPrepared(spec, "com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement");
    }
}
