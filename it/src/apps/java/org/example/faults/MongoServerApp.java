package org.example.faults;

/** A server of MongoDB's protocol that keeps nothing, to be killed by a test. Argument: port. */
public final class MongoServerApp {
    private static final String PACKAGE = "de.bwaldvogel.mongo.";

    public static void main(String[] arguments) throws Exception {
        Class<?> backends = Class.forName(PACKAGE + "MongoBackend");
        Object backend = Class.forName(PACKAGE + "backend.memory.MemoryBackend")
                .getConstructor()
                .newInstance();
        // The newest that it knows: new drivers refuse older ones.
        Object version =
                Class.forName(PACKAGE + "ServerVersion").getField("MONGO_5_0").get(null);
        backends.getMethod("version", Class.forName(PACKAGE + "MongoVersion")).invoke(backend, version);
        Class<?> servers = Class.forName(PACKAGE + "MongoServer");
        Object server = servers.getConstructor(backends).newInstance(backend);
        servers.getMethod("bind", String.class, int.class).invoke(server, "127.0.0.1", Integer.parseInt(arguments[0]));
        System.out.println("listening");
    }

    private MongoServerApp() {}
}
