package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of the Oracle thin driver. */
public final class OracleConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("oracle-connect")
                .of("com.oracle.database.jdbc:ojdbc8")
                .onType("oracle.jdbc.driver.OracleDriver")
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("oracle.jdbc.driver.PhysicalConnection")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
