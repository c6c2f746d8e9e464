package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Statements of all drivers that are known, in one declaration: they differ in the names of their classes only. */
public final class JdbcStatementsProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        ProbeSpec.Builder spec = ProbeSpec.named("jdbc-statements")
                .of("org.mariadb.jdbc:mariadb-java-client, mysql:mysql-connector-java, com.mysql:mysql-connector-j,"
                        + " org.postgresql:postgresql, com.h2database:h2, org.apache.derby:derby");
        mariaDb(spec);
        mySql(spec);
        postgres(spec);
        h2(spec);
        derby(spec);
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
        // 3.x
        StatementHooks.onConnection(spec, "org.mariadb.jdbc.Connection");
        StatementHooks.onStatement(spec, "org.mariadb.jdbc.Statement");
        StatementHooks.onPrepared(spec, "org.mariadb.jdbc.BasePreparedStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ClientPreparedStatement");
        StatementHooks.onPreparedWithClose(spec, "org.mariadb.jdbc.ServerPreparedStatement");
    }

    private static void mySql(ProbeSpec.Builder spec) {
        // 5.1
        StatementHooks.onConnection(spec, "com.mysql.jdbc.ConnectionImpl");
        StatementHooks.onStatement(spec, "com.mysql.jdbc.StatementImpl");
        StatementHooks.onPrepared(spec, "com.mysql.jdbc.PreparedStatement");
        StatementHooks.onClose(spec, "com.mysql.jdbc.ServerPreparedStatement");
        StatementHooks.onPrepared(spec, "com.mysql.jdbc.CallableStatement");
        // 8 on
        StatementHooks.onConnection(spec, "com.mysql.cj.jdbc.ConnectionImpl");
        StatementHooks.onStatement(spec, "com.mysql.cj.jdbc.StatementImpl");
        StatementHooks.onPrepared(spec, "com.mysql.cj.jdbc.ClientPreparedStatement");
        StatementHooks.onClose(spec, "com.mysql.cj.jdbc.ServerPreparedStatement");
        StatementHooks.onPrepared(spec, "com.mysql.cj.jdbc.CallableStatement");
    }

    private static void postgres(ProbeSpec.Builder spec) {
        StatementHooks.onConnection(spec, "org.postgresql.jdbc.PgConnection");
        StatementHooks.onStatement(spec, "org.postgresql.jdbc.PgStatement");
        StatementHooks.onPrepared(spec, "org.postgresql.jdbc.PgPreparedStatement");
        StatementHooks.onPrepared(spec, "org.postgresql.jdbc.PgCallableStatement");
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
    }
}
