package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of the PostgreSQL driver; its data sources go through it. */
public final class PostgresConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("postgres-connect")
                .of("org.postgresql:postgresql")
                .onType("org.postgresql.Driver")
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("org.postgresql.jdbc.PgConnection")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
