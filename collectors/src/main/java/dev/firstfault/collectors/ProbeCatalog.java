package dev.firstfault.collectors;

import dev.firstfault.collectors.executor.ThriftServerProbe;
import dev.firstfault.collectors.http.HttpAsyncClient4Probe;
import dev.firstfault.collectors.http.HttpAsyncClient5Probe;
import dev.firstfault.collectors.http.HttpClient4Probe;
import dev.firstfault.collectors.http.HttpClient5Probe;
import dev.firstfault.collectors.jdbc.DerbyConnectProbe;
import dev.firstfault.collectors.jdbc.H2ConnectProbe;
import dev.firstfault.collectors.jdbc.JdbcStatementsProbe;
import dev.firstfault.collectors.jdbc.MariaDbConnectProbe;
import dev.firstfault.collectors.jdbc.MySqlConnectProbe;
import dev.firstfault.collectors.jdbc.OracleConnectProbe;
import dev.firstfault.collectors.jdbc.PostgresConnectProbe;
import dev.firstfault.collectors.jdbc.SqlServerConnectProbe;
import dev.firstfault.collectors.pool.AgroalPoolProbe;
import dev.firstfault.collectors.pool.BoneCpPoolProbe;
import dev.firstfault.collectors.pool.C3p0PoolProbe;
import dev.firstfault.collectors.pool.Dbcp2PoolProbe;
import dev.firstfault.collectors.pool.DbcpPoolProbe;
import dev.firstfault.collectors.pool.DruidPoolProbe;
import dev.firstfault.collectors.pool.HikariPoolProbe;
import dev.firstfault.collectors.pool.MongoPoolProbe;
import dev.firstfault.collectors.pool.TomcatPoolProbe;
import dev.firstfault.collectors.pool.UcpPoolProbe;
import dev.firstfault.collectors.pool.ViburPoolProbe;
import dev.firstfault.collectors.search.ElasticsearchHadoopProbe;
import dev.firstfault.collectors.search.ElasticsearchRestProbe;
import dev.firstfault.collectors.search.OpenSearchRestProbe;
import dev.firstfault.collectors.store.JedisConnectProbe;
import dev.firstfault.collectors.store.LettuceConnectProbe;
import dev.firstfault.collectors.store.MongoConnectProbe;

/** The list of all probes, alphabetical. Explicit, so that it can be read, ordered and shaded. */
public final class ProbeCatalog {

    private ProbeCatalog() {}

    /** New probes, one of each. */
    public static Probe[] all() {
        return new Probe[] {
            new AgroalPoolProbe(),
            new BoneCpPoolProbe(),
            new C3p0PoolProbe(),
            new Dbcp2PoolProbe(),
            new DbcpPoolProbe(),
            new DerbyConnectProbe(),
            new DruidPoolProbe(),
            new ElasticsearchHadoopProbe(),
            new ElasticsearchRestProbe(),
            new H2ConnectProbe(),
            new HikariPoolProbe(),
            new HttpAsyncClient4Probe(),
            new HttpAsyncClient5Probe(),
            new HttpClient4Probe(),
            new HttpClient5Probe(),
            new JdbcStatementsProbe(),
            new JedisConnectProbe(),
            new LettuceConnectProbe(),
            new MariaDbConnectProbe(),
            new MongoConnectProbe(),
            new MongoPoolProbe(),
            new MySqlConnectProbe(),
            new OpenSearchRestProbe(),
            new OracleConnectProbe(),
            new PostgresConnectProbe(),
            new SqlServerConnectProbe(),
            new ThriftServerProbe(),
            new TomcatPoolProbe(),
            new UcpPoolProbe(),
            new ViburPoolProbe()
        };
    }
}
