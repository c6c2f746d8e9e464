package dev.firstfault.it.bench;

import dev.firstfault.it.harness.HiveMetastore;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.MariaDb;
import dev.firstfault.it.harness.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Hive Metastore 4.0.1 on a real MariaDB, from its start until it says that it serves; that is where it is ended. */
final class MetastoreStart extends Workload {
    private static final String STARTED = "Started the new metaserver on port";

    private final MariaDb database = MariaDb.withMetastoreSchemas(100);
    private final HiveMetastore metastore = HiveMetastore.version("4.0.1").database(database, JdbcDriver.MARIADB_2_7);

    MetastoreStart() {
        super("metastore", Ports.free());
    }

    @Override
    List<String> command(Jdk jdk, List<String> jvmArguments, Path work) {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        arguments.addAll(jvmArguments);
        return metastore.on(jdk).jvmArgs(arguments.toArray(String[]::new)).command(work);
    }

    @Override
    Run observe(MeasuredProcess process, Attachment attachment) throws IOException {
        process.awaitLine(STARTED, PATIENCE);
        double cpuSeconds = process.cpuSecondsNow();
        return new Run(
                attachment.name(), cpuSeconds, process.wallSeconds(), process.peakRssKib(), process.peakThreads(), 0);
    }

    @Override
    public void close() {
        database.close();
    }
}
