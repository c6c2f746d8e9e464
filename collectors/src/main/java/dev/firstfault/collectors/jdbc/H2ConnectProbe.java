package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of H2. Its data source of 2.x goes past the driver and is not seen. */
public final class H2ConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("h2-connect")
                .of("com.h2database:h2")
                .onType("org.h2.Driver")
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("org.h2.jdbc.JdbcConnection")
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
