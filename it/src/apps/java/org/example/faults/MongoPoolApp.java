package org.example.faults;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client of MongoDB with a pool of one connection. One command holds it until others have waited in vain, then commands follow each other
 * for as long as the test wants to see what becomes of them. Arguments: port, how many wait in vain, a file
 * that the test creates when it has seen them.
 */
public final class MongoPoolApp {
    private static final int WAIT_MILLIS = 300;
    private static final int PAUSE_MILLIS = 200;

    private static final CountDownLatch held = new CountDownLatch(1);
    private static final CountDownLatch seen = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        Object client = client(Integer.parseInt(arguments[0]));
        Thread holder = new Thread(() -> command(client), "holder");
        holder.start();
        held.await();
        int timeouts = 0;
        while (timeouts < Integer.parseInt(arguments[1])) {
            String answer = command(client);
            System.out.println(answer);
            timeouts += answer.contains("MongoTimeoutException") ? 1 : 0;
        }
        System.out.println("waited in vain");
        while (!new File(arguments[2]).exists()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        seen.countDown();
        holder.join();
        System.out.println("given back");
        while (true) {
            System.out.println(command(client));
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static Object client(int port) throws Exception {
        String uri = "mongodb://127.0.0.1:" + port + "/?maxPoolSize=1&waitQueueTimeoutMS=" + WAIT_MILLIS
                + "&serverSelectionTimeoutMS=1000&heartbeatFrequencyMS=500";
        Class<?> addresses = Class.forName("com.mongodb.ConnectionString");
        Class<?> listeners = Class.forName("com.mongodb.event.CommandListener");
        Class<?> settings = Class.forName("com.mongodb.MongoClientSettings");
        Object builder = settings.getMethod("builder").invoke(null);
        Class<?> builders = Class.forName("com.mongodb.MongoClientSettings$Builder");
        builders.getMethod("applyConnectionString", addresses)
                .invoke(builder, addresses.getConstructor(String.class).newInstance(uri));
        builders.getMethod("addCommandListener", listeners).invoke(builder, firstCommandWaits(listeners));
        return Class.forName("com.mongodb.client.MongoClients")
                .getMethod("create", settings)
                .invoke(null, builders.getMethod("build").invoke(builder));
    }

    /** Is called between the checkout and the first byte of a command. */
    private static Object firstCommandWaits(Class<?> listeners) {
        return Proxy.newProxyInstance(
                listeners.getClassLoader(), new Class<?>[] {listeners}, (proxy, method, values) -> {
                    if (method.getName().equals("commandStarted")
                            && Thread.currentThread().getName().equals("holder")) {
                        held.countDown();
                        seen.await();
                    }
                    return null;
                });
    }

    private static String command(Object client) {
        try {
            Object names = Class.forName("com.mongodb.client.MongoClient")
                    .getMethod("listDatabaseNames")
                    .invoke(client);
            return "worked "
                    + Class.forName("com.mongodb.client.MongoIterable")
                            .getMethod("first")
                            .invoke(names);
        } catch (InvocationTargetException failed) {
            return "failed " + failed.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private MongoPoolApp() {}
}
