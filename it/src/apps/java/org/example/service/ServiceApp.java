package org.example.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The service. It says {@code ready} when it serves, {@code now} when the time has come that something goes wrong, in it or around it, and
 * {@code enough} when that has lasted; then it serves on until it is ended. Arguments, as {@code name=value}:
 *
 * <ul>
 *   <li>{@code pool, url, user, password}; {@code size, least} connections, {@code acquire-ms}, {@code test=yes} to test what is borrowed,
 *       {@code pools} of that kind
 *   <li>{@code workers, queue} (0: without bound), {@code rate} of requests a second, {@code ramp} seconds until it is reached, {@code
 *       body-kb} that come with each, {@code hold-ms} between two statements, {@code limit-s} of each statement, {@code retries,
 *       backoff-ms}, {@code reserve=yes} to reserve for each order
 *   <li>{@code quiet-s} until {@code now}, {@code lasts-s} from there; from then on {@code mishap} with its {@code share, millis, count},
 *       {@code factor} times the requests, {@code keep-mb} of heap
 *   <li>{@code garbage-mb} a second, all the time; {@code cold=yes}: does not ask the database for its tables before it is ready
 * </ul>
 */
public final class ServiceApp {
    private static final int RAMP_STEPS = 20;

    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = new Settings(arguments);
        List<DataSource> pools = new ArrayList<>();
        for (int i = 0; i < settings.number("pools", 1); i++) {
            pools.add(PoolChoice.open(settings));
        }
        OrdinaryHandling ordinary = new OrdinaryHandling(pools, new Shop(settings.number("limit-s", 0)), settings);
        Service service = new Service(settings, ordinary);
        if (!settings.text("cold", "no").equals("yes")) {
            prepare(ordinary);
        }
        Memory memory = new Memory();
        memory.litter(settings.number("garbage-mb", 0));
        service.open();
        System.out.println("ready");
        double rate = settings.number("rate", 20);
        ramp(service, rate, settings.number("ramp", 0));
        TimeUnit.SECONDS.sleep(settings.number("quiet-s", 15));
        System.out.println("now");
        service.handle(new Mishaps(settings, ordinary, service).named(settings.text("mishap", "none")));
        service.arrive(rate * settings.number("factor", 1));
        memory.keep(settings.number("keep-mb", 0));
        TimeUnit.SECONDS.sleep(settings.number("lasts-s", 25));
        System.out.println("enough");
        Thread.currentThread().join();
    }

    /** A service that cannot have its tables tries again, and serves when it has them. */
    private static void prepare(OrdinaryHandling ordinary) throws InterruptedException {
        while (true) {
            try (Connection connection = ordinary.connect()) {
                Shop.create(connection);
                return;
            } catch (SQLException | RuntimeException e) {
                System.out.println("not ready: " + e.getMessage());
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private static void ramp(Service service, double rate, int seconds) throws InterruptedException {
        for (int step = 1; step < RAMP_STEPS && seconds > 0; step++) {
            service.arrive(rate * step / RAMP_STEPS);
            TimeUnit.MILLISECONDS.sleep(seconds * 1_000L / RAMP_STEPS);
        }
        service.arrive(rate);
    }

    private ServiceApp() {}
}
