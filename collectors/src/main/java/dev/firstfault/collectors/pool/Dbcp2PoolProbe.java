package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Commons DBCP 2, by the pool below it: that is also used without a {@code BasicDataSource}, and for other things. */
public final class Dbcp2PoolProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.named("dbcp2-pool")
                .of("org.apache.commons:commons-dbcp2, org.apache.commons:commons-pool2")
                .onType("org.apache.commons.pool2.impl.GenericObjectPool")
                .hook("borrowObject", "(J)", BorrowAdvice.NAME)
                .hookIfThere(
                        "borrowObject", "(Ljava/time/Duration;)", BorrowAdvice.NAME) // what the other calls, since 2.10
                .hook("returnObject", "(Ljava/lang/Object;)", ReturnAdvice.NAME)
                .hook("invalidateObject", "(Ljava/lang/Object;)", DiscardAdvice.NAME)
                .hookIfThere(
                        "invalidateObject",
                        "(Ljava/lang/Object;Lorg/apache/commons/pool2/DestroyMode;)",
                        DiscardAdvice.NAME)
                .hook("create", null, CreateAdvice.NAME)
                .hook("close", "()", ShutdownAdvice.NAME)
                .onType("org.apache.commons.dbcp2.PoolableConnection")
                .hook("reallyClose", "()", ThisDiscardAdvice.NAME)
                .onType("org.apache.commons.dbcp2.BasicDataSource")
                .hook("createConnectionFactory", "()", DataSourceAdvice.Opening.NAME)
                .hook("createDataSourceInstance", "()", DataSourceAdvice.Opened.NAME)
                .build();
    }
}
