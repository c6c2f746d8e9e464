package dev.firstfault.it.incidents;

import dev.firstfault.it.incidents.ServiceDatabase.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One incident: how the service is run, what happens to it, and what a verdict about it may say. It is built up by its {@code with...}
 * methods, each of which gives back another one.
 *
 * @param id row of the catalogue of incidents, and a letter where a row is made to happen in several ways
 * @param kinds right first faults; none where nothing goes wrong
 * @param intensity what differs between incidents of one id, in words
 * @param settings arguments of the service
 * @param now what is done to it from outside when its quiet time is over
 */
record Incident(
        String id,
        List<String> kinds,
        Pool pool,
        Product product,
        String intensity,
        List<String> settings,
        List<String> jvmOptions,
        Encryption encryption,
        String urlParameters,
        String host,
        Injection before,
        Injection now,
        Ends ends) {

    /** What is done to a service. */
    interface Injection {
        void into(Scene scene);
    }

    /** How the service speaks with the database. */
    enum Encryption {
        NONE,
        VERIFIED
    }

    /** Whether the service lives on. */
    enum Ends {
        WHEN_TOLD,
        BY_ITSELF
    }

    static Incident of(String id, String... kinds) {
        return new Incident(
                id,
                List.of(kinds),
                Pool.HIKARI,
                Product.MARIADB,
                "",
                List.of(),
                List.of(),
                Encryption.NONE,
                "",
                "127.0.0.1",
                scene -> {},
                scene -> {},
                Ends.WHEN_TOLD);
    }

    Incident with(Pool changed, Product database) {
        return new Incident(
                id,
                kinds,
                changed,
                database,
                intensity,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                host,
                before,
                now,
                ends);
    }

    Incident intensity(String words) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                words,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                host,
                before,
                now,
                ends);
    }

    Incident settings(String... added) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                joined(settings, added),
                jvmOptions,
                encryption,
                urlParameters,
                host,
                before,
                now,
                ends);
    }

    Incident jvm(String... added) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                joined(jvmOptions, added),
                encryption,
                urlParameters,
                host,
                before,
                now,
                ends);
    }

    /** The service speaks TLS with the database and wants to see a valid certificate. */
    Incident encrypted() {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                Encryption.VERIFIED,
                urlParameters,
                host,
                before,
                now,
                ends);
    }

    Incident url(String parameters) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                encryption,
                parameters,
                host,
                before,
                now,
                ends);
    }

    /** The driver's patience with connecting and with reading. */
    Incident timeouts(int connectSeconds, int readSeconds) {
        return url(product.timeouts(Duration.ofSeconds(connectSeconds), Duration.ofSeconds(readSeconds)));
    }

    /** The service knows the database by this name, which resolves while {@link Scene#forgetHosts} has not been called. */
    Incident host(String name) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                name,
                before,
                now,
                ends);
    }

    /** What is done before the service starts. */
    Incident before(Injection injection) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                host,
                injection,
                now,
                ends);
    }

    Incident now(Injection injection) {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                host,
                before,
                injection,
                ends);
    }

    Incident endsByItself() {
        return new Incident(
                id,
                kinds,
                pool,
                product,
                intensity,
                settings,
                jvmOptions,
                encryption,
                urlParameters,
                host,
                before,
                now,
                Ends.BY_ITSELF);
    }

    boolean isHealthy() {
        return kinds.isEmpty();
    }

    /** Names it among all. */
    String name() {
        return id + " " + pool.word() + " " + product.word() + ", " + intensity;
    }

    @Override
    public String toString() {
        return name();
    }

    private static List<String> joined(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }
}
