package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of MySQL Connector/J; its data sources go through the driver. */
public final class MySqlConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("mysql-connect")
                .of("com.mysql:mysql-connector-j, mysql:mysql-connector-java")
                .onType("com.mysql.cj.jdbc.NonRegisteringDriver") // 8 on
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("com.mysql.cj.jdbc.ConnectionImpl")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .onType("com.mysql.jdbc.NonRegisteringDriver") // 5.1
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("com.mysql.jdbc.ConnectionImpl")
                .hook("close", "()", CloseAdvice.NAME)
                .hookIfThere("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
