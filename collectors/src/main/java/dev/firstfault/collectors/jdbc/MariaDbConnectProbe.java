package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of MariaDB Connector/J. Its data sources go past {@code connect(String, Properties)}. */
public final class MariaDbConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("mariadb-connect")
                .of("org.mariadb.jdbc:mariadb-java-client")
                .onType("org.mariadb.jdbc.Driver")
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .hookIfThere("connect", "(Lorg/mariadb/jdbc/Configuration;)", ConnectAdvice.NAME) // 3.x data sources
                .onType("org.mariadb.jdbc.MariaDbConnection") // 2.x
                .hookIfThere("newConnection", null, ConnectAdvice.NAME) // its data sources
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .onType("org.mariadb.jdbc.Connection") // 3.x
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
