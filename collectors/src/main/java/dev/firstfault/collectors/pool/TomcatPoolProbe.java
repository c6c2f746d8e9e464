package dev.firstfault.collectors.pool;

import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeSpec;

/** Tomcat's JDBC pool. Its asynchronous checkout is seen at the return only. */
public final class TomcatPoolProbe implements Probe {

    @Override
    public ProbeSpec spec() {
        String record = "(Lorg/apache/tomcat/jdbc/pool/PooledConnection;";
        return ProbeSpec.named("tomcat-pool")
                .of("org.apache.tomcat:tomcat-jdbc")
                .onType("org.apache.tomcat.jdbc.pool.ConnectionPool")
                .hook("<init>", "(Lorg/apache/tomcat/jdbc/pool/PoolConfiguration;)", OpenAdvice.NAME)
                .hook("close", "(Z)", ShutdownAdvice.NAME)
                .hook("borrowConnection", "(ILjava/lang/String;Ljava/lang/String;)", BorrowAdvice.NAME)
                .hook("returnConnection", record, ReturnAdvice.NAME)
                .hook("release", record, DiscardAdvice.NAME)
                .hook("createConnection", null, CreateAdvice.NAME)
                .build();
    }
}
