package org.example.faults;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Talks to a store through one of its clients, again and again, and says what came of it. Arguments: client, port, attempts, ms between
 * attempts.
 */
public final class StoreApp {
    private static final String HOST = "127.0.0.1";
    private static final int TIMEOUT_MILLIS = 1_000;

    private interface Attempt {
        Object make() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int attempts = Integer.parseInt(arguments[2]);
        Pace pace = Pace.everyMillis(Long.parseLong(arguments[3]));
        Attempt attempt = attempt(arguments[0], port);
        System.out.println("ready");
        int worked = 0;
        for (int i = 0; i < attempts; i++) {
            try {
                System.out.println("worked " + attempt.make());
                worked++;
            } catch (InvocationTargetException failed) {
                System.out.println("failed " + failed.getCause());
            }
            pace.await();
        }
        System.out.println("done");
        System.exit(worked == 0 ? 1 : 0);
    }

    private static Attempt attempt(String client, int port) throws Exception {
        switch (client) {
            case "jedis":
                return () -> jedis(port);
            case "jedis-pool":
                return jedisPool(port);
            case "lettuce":
                return lettuce(port);
            case "mongo":
                return mongo(port);
            default:
                throw new IllegalArgumentException(client);
        }
    }

    private static Object jedis(int port) throws Exception {
        Class<?> type = Class.forName("redis.clients.jedis.Jedis");
        try (AutoCloseable jedis = (AutoCloseable)
                type.getConstructor(String.class, int.class, int.class).newInstance(HOST, port, TIMEOUT_MILLIS)) {
            return type.getMethod("ping").invoke(jedis);
        }
    }

    /** Never gives back: after two all are held. */
    private static Attempt jedisPool(int port) throws Exception {
        Class<?> configs = Class.forName("org.apache.commons.pool2.impl.GenericObjectPoolConfig");
        Object config = configs.getConstructor().newInstance();
        configs.getMethod("setMaxTotal", int.class).invoke(config, 2);
        configs.getMethod("setMaxWaitMillis", long.class).invoke(config, (long) TIMEOUT_MILLIS);
        Class<?> type = Class.forName("redis.clients.jedis.JedisPool");
        Object pool = type.getConstructor(configs, String.class, int.class).newInstance(config, HOST, port);
        List<Object> held = new ArrayList<>();
        return () -> {
            held.add(type.getMethod("getResource").invoke(pool));
            return held.size();
        };
    }

    private static Attempt lettuce(int port) throws Exception {
        Class<?> type = Class.forName("io.lettuce.core.RedisClient");
        Object client = type.getMethod("create", String.class).invoke(null, "redis://" + HOST + ":" + port);
        return () -> {
            try (AutoCloseable connection =
                    (AutoCloseable) type.getMethod("connect").invoke(client)) {
                return connection.getClass().getSimpleName();
            }
        };
    }

    /** One client for all attempts, as a job has it: between them its monitor goes on trying. */
    private static Attempt mongo(int port) throws Exception {
        String uri = "mongodb://" + HOST + ":" + port + "/?serverSelectionTimeoutMS=" + TIMEOUT_MILLIS
                + "&heartbeatFrequencyMS=500&connectTimeoutMS=" + TIMEOUT_MILLIS + "&socketTimeoutMS=" + TIMEOUT_MILLIS;
        Class<?> clients = Class.forName("com.mongodb.client.MongoClients");
        Object client = clients.getMethod("create", String.class).invoke(null, uri);
        Object names = Class.forName("com.mongodb.client.MongoClient")
                .getMethod("listDatabaseNames")
                .invoke(client);
        return () -> Class.forName("com.mongodb.client.MongoIterable")
                .getMethod("first")
                .invoke(names);
    }

    private StoreApp() {}
}
