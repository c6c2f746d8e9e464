import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.HiveMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.AlreadyExistsException;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.SerDeInfo;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;

/**
 * Load on a metastore, through its own client; the tests compile it against the version they run. Arguments: URI, threads, seconds, mode,
 * partitions per table, columns per table, warehouse directory. Modes: {@code mix} (create a table, add partitions, list them), {@code
 * addpart} (grow one table per thread), {@code list} (list those), {@code open} (connect and ask), {@code idle} (hold the connection).
 */
public final class MetastoreLoad {
    private static final AtomicLong calls = new AtomicLong();
    private static final AtomicLong failures = new AtomicLong();

    private final String uri;
    private final String mode;
    private final int partitions;
    private final int columns;
    private final String warehouse;
    private final long endNanos;

    private MetastoreLoad(String[] arguments) {
        uri = arguments[0];
        endNanos = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000L;
        mode = arguments[3];
        partitions = Integer.parseInt(arguments[4]);
        columns = Integer.parseInt(arguments[5]);
        warehouse = arguments[6];
    }

    public static void main(String[] arguments) throws InterruptedException {
        MetastoreLoad load = new MetastoreLoad(arguments);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            int number = i;
            Thread thread = new Thread(() -> load.run(number), "load-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("calls=" + calls + " failures=" + failures);
        System.exit(0);
    }

    private boolean goesOn() {
        return System.nanoTime() < endNanos;
    }

    private void run(int number) {
        for (int round = 0; goesOn(); round++) {
            HiveMetaStoreClient client = null;
            try {
                client = new HiveMetaStoreClient(configuration());
                work(client, number, round);
            } catch (Exception failed) {
                if (failures.incrementAndGet() <= 5) {
                    System.out.println("failed " + failed);
                }
                pause(50);
            } finally {
                if (client != null) {
                    client.close();
                }
            }
        }
    }

    private void work(HiveMetaStoreClient client, int number, int round) throws Exception {
        String database = "db" + number;
        switch (mode) {
            case "idle":
                ask(client);
                while (goesOn()) {
                    pause(200);
                }
                return;
            case "open":
                ask(client);
                return;
            case "list":
                client.listPartitions("db" + number % 4, "t0", (short) -1);
                calls.incrementAndGet();
                return;
            default:
                growAndList(client, database, mode.equals("addpart") ? "t0" : "t" + round, round);
        }
    }

    private static void ask(HiveMetaStoreClient client) throws Exception {
        client.getAllDatabases();
        calls.incrementAndGet();
    }

    private void growAndList(HiveMetaStoreClient client, String database, String name, int round) throws Exception {
        try {
            client.createDatabase(new Database(database, "", location(database), new HashMap<>()));
        } catch (AlreadyExistsException again) {
            // made in an earlier round
        }
        Table table = table(database, name);
        try {
            client.createTable(table);
        } catch (AlreadyExistsException again) {
            // this mode grows one table
        }
        List<Partition> added = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            added.add(partition(table, round + "_" + System.nanoTime() + "_" + i));
        }
        client.add_partitions(added);
        calls.incrementAndGet();
        client.listPartitions(database, name, (short) -1);
        calls.incrementAndGet();
    }

    private Table table(String database, String name) {
        List<FieldSchema> schema = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            schema.add(new FieldSchema("c" + i, "string", "column " + i));
        }
        SerDeInfo serializer = new SerDeInfo();
        serializer.setName(name);
        serializer.setSerializationLib("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");
        serializer.setParameters(new HashMap<>());
        StorageDescriptor storage = new StorageDescriptor();
        storage.setCols(schema);
        storage.setLocation(location(database + "/" + name));
        storage.setInputFormat("org.apache.hadoop.mapred.TextInputFormat");
        storage.setOutputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat");
        storage.setSerdeInfo(serializer);
        storage.setBucketCols(new ArrayList<>());
        storage.setSortCols(new ArrayList<>());
        storage.setParameters(new HashMap<>());
        storage.setNumBuckets(-1);
        Map<String, String> parameters = new HashMap<>();
        parameters.put("EXTERNAL", "TRUE");
        Table table = new Table();
        table.setDbName(database);
        table.setTableName(name);
        table.setSd(storage);
        table.setOwner("load");
        table.setTableType("EXTERNAL_TABLE");
        table.setParameters(parameters);
        table.setPartitionKeys(new ArrayList<>(Collections.singletonList(new FieldSchema("dt", "string", ""))));
        return table;
    }

    private static Partition partition(Table table, String value) {
        StorageDescriptor storage = new StorageDescriptor(table.getSd());
        storage.setLocation(storage.getLocation() + "/dt=" + value);
        Partition partition = new Partition();
        partition.setDbName(table.getDbName());
        partition.setTableName(table.getTableName());
        partition.setValues(new ArrayList<>(Collections.singletonList(value)));
        partition.setSd(storage);
        partition.setParameters(new HashMap<>());
        return partition;
    }

    private String location(String path) {
        return "file:" + warehouse + "/" + path;
    }

    private Configuration configuration() {
        Configuration configuration = MetastoreConf.newMetastoreConf();
        configuration.set("metastore.thrift.uris", uri);
        configuration.set("metastore.thrift.connection.retries", "1");
        configuration.set("metastore.thrift.failure.retries", "0");
        configuration.set("metastore.client.socket.timeout", System.getProperty("timeout", "60s"));
        return configuration;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
