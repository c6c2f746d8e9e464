package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.Libraries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pools that incidents happen to, with their jars. */
enum Pool {
    HIKARI,
    DBCP2,
    TOMCAT,
    C3P0,
    BONECP;

    List<Path> jars() {
        return switch (this) {
            case HIKARI -> Libraries.hikari("5.1.0");
            case DBCP2 -> Libraries.pools("commons-dbcp2-2.14.0", "commons-pool2-2.13.0", "commons-logging-1.3.5");
            case TOMCAT -> Libraries.pools("tomcat-jdbc-11.0.27", "tomcat-juli-11.0.27");
            case C3P0 -> Libraries.pools("c3p0-0.14.1", "mchange-commons-java-0.6.1");
            case BONECP -> {
                List<Path> jars = new ArrayList<>(Libraries.pools("bonecp-0.8.0.RELEASE", "guava-19.0"));
                jars.add(Libraries.hikari("4.0.3").get(1)); // the logging facade of its time
                yield jars;
            }
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
