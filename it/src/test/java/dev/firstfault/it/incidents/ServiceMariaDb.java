package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.DutyCycle;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.MariaDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** MariaDB, or MySQL as far as a driver can tell. */
final class ServiceMariaDb extends ServiceDatabase {
    private static final int CONNECTIONS = 40;
    private static final String SCHEMA = "shop";

    private final JdbcDriver driver;
    private final MariaDb server;

    ServiceMariaDb(JdbcDriver driver, @Nullable Certificates certificates) {
        this.driver = driver;
        List<String> options =
                new ArrayList<>(List.of("--innodb-flush-log-at-trx-commit=2", "--innodb-lock-wait-timeout=2"));
        if (certificates != null) {
            options.addAll(
                    List.of("--ssl", "--ssl-cert=" + certificates.certificate(), "--ssl-key=" + certificates.key()));
        }
        this.server = MariaDb.start(CONNECTIONS, options.toArray(String[]::new));
        sql("create database shop");
        sql("create user service@'127.0.0.1' identified by 'service'");
        sql("grant all on shop.* to service@'127.0.0.1'");
        reportsTake(Duration.ZERO);
        function("month_total", Duration.ofMillis(2_500));
        sql("create function shop.reserve_stock() returns int reads sql data begin do sleep(0.09 * (select count(*)"
                + " from information_schema.processlist where user = 'service' and info like '%reserve_stock%'));"
                + " return 1; end");
    }

    @Override
    int port() {
        return server.port();
    }

    @Override
    String url(String host, int port, String parameters) {
        return driver.url(host, port, SCHEMA) + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    @Override
    void sql(String text) {
        server.sql(text);
    }

    @Override
    Connection connect() throws SQLException {
        return server.connect();
    }

    @Override
    int serviceSessions() {
        return sessions().size();
    }

    @Override
    void killSessionsBut(int spared) {
        sessions().stream().skip(spared).forEach(id -> {
            try {
                sql("kill " + id);
            } catch (AssertionError alreadyGone) {
                // as it should be
            }
        });
    }

    private List<String> sessions() {
        return server.sql("select id from information_schema.processlist where user = 'service'");
    }

    @Override
    void refuseLogin() {
        sql("set password for service@'127.0.0.1' = password('another')");
    }

    @Override
    void readOnly() {
        sql("set global read_only = 1");
    }

    @Override
    DutyCycle cycle(Duration stopped, Duration running) {
        return server.interrupt(stopped, running);
    }

    @Override
    void reportsTake(Duration time) {
        function("region_total", time);
    }

    @Override
    void endIdleAfter(Duration time) {
        sql("set global wait_timeout = " + time.toSeconds());
    }

    @Override
    void reloadCertificate() {
        sql("flush ssl");
    }

    private void function(String name, Duration takes) {
        sql(String.format(
                Locale.ROOT,
                "create or replace function shop.%s(wanted int) returns bigint reads sql data begin do sleep(%.3f);"
                        + " return (select sum(balance) from shop.customers where region = wanted); end",
                name,
                takes.toMillis() / 1e3));
        sql("grant execute on function shop." + name + " to service@'127.0.0.1'");
    }

    @Override
    String table(String name) {
        return SCHEMA + "." + name;
    }

    @Override
    public void close() {
        letGo();
        server.close();
    }
}
