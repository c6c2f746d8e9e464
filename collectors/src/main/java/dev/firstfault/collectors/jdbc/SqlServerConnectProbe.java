package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of the SQL Server driver; its data sources go past it and are not seen. */
public final class SqlServerConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("sqlserver-connect")
                .of("com.microsoft.sqlserver:mssql-jdbc")
                .onType("com.microsoft.sqlserver.jdbc.SQLServerDriver")
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("com.microsoft.sqlserver.jdbc.SQLServerConnection")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
