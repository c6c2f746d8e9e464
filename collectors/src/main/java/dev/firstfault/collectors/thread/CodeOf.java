package dev.firstfault.collectors.thread;

/** Whose code a frame is, told by its class. */
final class CodeOf {

    /** Between a wait and whoever wanted it: the JDK, and what programs wait through. */
    private static final String[] LIBRARIES = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "com.sun.",
        "scala.",
        "kotlin.",
        "kotlinx.",
        "akka.",
        "com.google.common.",
        "io.netty.",
        "io.reactivex.",
        "reactor.",
        "rx.",
        "org.apache.pekko.",
        "org.apache.spark.",
        "org.datanucleus.",
        "org.hibernate.",
        "org.springframework.",
        "org.apache.log4j.",
        "org.apache.logging.",
        "ch.qos.logback.",
        "org.slf4j."
    };

    /** Connection pools; some let a caller wait for ever unless told otherwise. */
    private static final String[] POOLS = {
        "com.alibaba.druid.pool.",
        "com.jolbox.bonecp.",
        "com.mchange.v2.",
        "com.zaxxer.hikari.",
        "io.agroal.",
        "oracle.ucp.",
        "org.apache.commons.dbcp.",
        "org.apache.commons.dbcp2.",
        "org.apache.commons.pool.",
        "org.apache.commons.pool2.",
        "org.apache.http.pool.",
        "org.apache.http.impl.conn.",
        "org.apache.hc.core5.pool.",
        "org.apache.tomcat.dbcp.",
        "org.apache.tomcat.jdbc.pool.",
        "org.vibur.dbcp.",
        "org.vibur.objectpool."
    };

    /** What several kinds of pools are made of: of what, the next frame says. */
    private static final String[] POOL_PARTS = {"org.apache.commons.pool.", "org.apache.commons.pool2."};

    private static final String[] HTTP_POOLS = {
        "org.apache.http.pool.", "org.apache.http.impl.conn.", "org.apache.hc.core5.pool."
    };

    private static final String[] JDBC_DRIVERS = {
        "com.ibm.db2.jcc.",
        "com.microsoft.sqlserver.jdbc.",
        "com.mysql.",
        "net.sourceforge.jtds.",
        "oracle.jdbc.",
        "oracle.net.",
        "org.apache.derby.",
        "org.h2.",
        "org.mariadb.jdbc.",
        "org.postgresql."
    };

    /** Clients that send a request and read until the answer is there; their threads read nothing else. */
    private static final String[] REQUESTERS = {
        "com.mongodb.internal.connection.InternalStreamConnection",
        "org.apache.thrift.TServiceClient",
        "redis.clients.jedis.Protocol"
    };

    private CodeOf() {}

    static boolean library(String type) {
        return startsWithAny(type, LIBRARIES);
    }

    static boolean pool(String type) {
        return startsWithAny(type, POOLS);
    }

    /** Pools of JDBC connections. */
    static boolean jdbcPool(String type) {
        return pool(type) && !poolPart(type) && !startsWithAny(type, HTTP_POOLS);
    }

    static boolean poolPart(String type) {
        return startsWithAny(type, POOL_PARTS);
    }

    static boolean jdbcDriver(String type) {
        return startsWithAny(type, JDBC_DRIVERS);
    }

    /** Also JDBC drivers. */
    static boolean requester(String type) {
        return jdbcDriver(type) || startsWithAny(type, REQUESTERS);
    }

    private static boolean startsWithAny(String type, String[] prefixes) {
        for (String prefix : prefixes) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
