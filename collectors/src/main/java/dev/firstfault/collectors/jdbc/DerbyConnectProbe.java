package dev.firstfault.collectors.jdbc;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Connects and closes of Apache Derby, embedded and client. Driver and data source meet in the internal driver. */
public final class DerbyConnectProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("derby-connect")
                .of("org.apache.derby:derby, org.apache.derby:derbyclient")
                .onType("org.apache.derby.jdbc.InternalDriver") // 10.10 to 10.14
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;I)", ConnectAdvice.NAME)
                .onType("org.apache.derby.iapi.jdbc.InternalDriver") // 10.15 on
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;I)", ConnectAdvice.NAME)
                .onType("org.apache.derby.impl.jdbc.EmbedConnection")
                .hook("close", "()", CloseAdvice.NAME)
                .hookIfThere("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .onType("org.apache.derby.jdbc.ClientDriver") // client, to 10.14
                .hookIfThere(
                        "connect",
                        "(Ljava/lang/String;Ljava/util/Properties;)",
                        ConnectAdvice.NAME) // inherited since 10.15
                .onType("org.apache.derby.client.ClientAutoloadedDriver") // client, 10.15 on
                .hook("connect", "(Ljava/lang/String;Ljava/util/Properties;)", ConnectAdvice.NAME)
                .onType("org.apache.derby.client.am.Connection") // client, 10.10
                .hook("close", "()", CloseAdvice.NAME)
                .onType("org.apache.derby.client.am.ClientConnection") // client, 10.11 on
                .hook("close", "()", CloseAdvice.NAME)
                .hook("abort", "(Ljava/util/concurrent/Executor;)", CloseAdvice.NAME)
                .build();
    }
}
