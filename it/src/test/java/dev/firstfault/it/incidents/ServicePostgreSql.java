package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.DutyCycle;
import dev.firstfault.it.harness.JdbcDriver;
import dev.firstfault.it.harness.PostgreSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class ServicePostgreSql extends ServiceDatabase {
    private static final int CONNECTIONS = 40;
    private static final JdbcDriver DRIVER = JdbcDriver.POSTGRESQL_42_7;

    private final PostgreSql server;

    ServicePostgreSql(@Nullable Certificates certificates) {
        server = PostgreSql.start(
                CONNECTIONS,
                certificates == null
                        ? new String[0]
                        : new String[] {
                            "ssl=on",
                            "ssl_cert_file=" + certificates.certificate(),
                            "ssl_key_file=" + certificates.key()
                        });
        sql("create role service login");
        sql("create role other login");
        sql("grant all on schema public to service");
        sql("grant pg_write_all_data, pg_read_all_data to other");
        sql("alter role service set lock_timeout = '2s'");
        reportsTake(Duration.ZERO);
        function("month_total", Duration.ofMillis(2_500));
        sql("create function reserve_stock() returns int language plpgsql as $$ begin perform pg_sleep(0.09 * (select"
                + " count(*) from pg_stat_activity where usename = 'service' and state = 'active'"
                + " and query like '%reserve_stock%')); return 1; end $$");
    }

    @Override
    int port() {
        return server.port();
    }

    @Override
    String url(String host, int port, String parameters) {
        return DRIVER.url(host, port, "postgres") + (parameters.isEmpty() ? "" : "?" + parameters);
    }

    @Override
    void sql(String text) {
        server.sql(text);
    }

    @Override
    Connection connect() throws SQLException {
        return server.connect("other");
    }

    @Override
    int serviceSessions() {
        return Integer.parseInt(server.sql("select count(*) from pg_stat_activity where usename = 'service'")
                .get(0));
    }

    @Override
    void killSessionsBut(int spared) {
        sql("select pg_terminate_backend(pid) from (select pid from pg_stat_activity where usename = 'service'"
                + " order by backend_start offset " + spared + ") sessions");
    }

    @Override
    void refuseLogin() {
        sql("alter role service nologin");
    }

    @Override
    void readOnly() {
        sql("alter system set default_transaction_read_only = on");
        sql("select pg_reload_conf()");
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
        sql("alter system set idle_session_timeout = " + time.toMillis());
        sql("select pg_reload_conf()");
    }

    @Override
    void reloadCertificate() {
        sql("select pg_reload_conf()");
    }

    private void function(String name, Duration takes) {
        sql(String.format(
                Locale.ROOT,
                "create or replace function %s(wanted int) returns bigint language plpgsql as $$ begin"
                        + " perform pg_sleep(%.3f); return (select sum(balance) from customers where region = wanted);"
                        + " end $$",
                name,
                takes.toMillis() / 1e3));
    }

    @Override
    String table(String name) {
        return name;
    }

    @Override
    public void close() {
        letGo();
        server.close();
    }
}
