package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.Jdk;
import dev.firstfault.it.harness.JvmLaunch;
import dev.firstfault.it.harness.JvmUnderTest;
import dev.firstfault.it.harness.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.example.service.ServiceApp;
import org.jspecify.annotations.Nullable;

/** A service, its database, and the way between them, while an incident happens. */
final class Scene implements AutoCloseable {
    private static final int JDK = 17;

    private final ServiceDatabase database;
    private final Proxy proxy;
    private final Path hosts;
    private final Incident incident;
    private final @Nullable Certificates certificates;
    private int port;

    Scene(Incident incident) {
        this.incident = incident;
        this.certificates = incident.encryption() == Incident.Encryption.VERIFIED ? new Certificates() : null;
        this.database = incident.product().start(certificates);
        this.proxy = Proxy.before(database.port());
        this.port = proxy.port();
        try {
            this.hosts = Files.createTempFile("hosts", "");
            Files.writeString(hosts, "127.0.0.1 " + incident.host() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServiceDatabase database() {
        return database;
    }

    Proxy proxy() {
        return proxy;
    }

    /** The database's name does not resolve any more. */
    void forgetHosts() {
        try {
            Files.writeString(hosts, "127.0.0.1 nobody.example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service will not come through the proxy. */
    void goDirectly() {
        port = database.port();
    }

    /** The certificate that the database shows has run out. */
    void letCertificateExpire() {
        Objects.requireNonNull(certificates).expire();
        database.reloadCertificate();
    }

    private String urlParameters() {
        return certificates == null
                ? incident.urlParameters()
                : incident.product().encryption(certificates.authority());
    }

    /** The database does not answer for a while, and then does again; returns when that is over. */
    void pause(Duration time) {
        proxy.swallowAll();
        IncidentRun.sleep(time);
        proxy.passNew();
        proxy.reset(100);
    }

    /** Nobody listens for a while, as while a server restarts; returns when that is over. */
    void restart(Duration time) {
        proxy.refuse();
        IncidentRun.sleep(time);
        proxy.accept();
    }

    JvmUnderTest startService() {
        JvmLaunch launch = JvmUnderTest.on(Jdk.of(JDK))
                .withAgent("")
                .jvmArgs(incident.jvmOptions().toArray(String[]::new))
                .classPath(incident.product().driver.jar())
                .classPath(incident.pool().jars());
        if (incident.jvmOptions().stream().noneMatch(option -> option.startsWith("-Xmx"))) {
            launch.jvmArgs("-Xmx128m");
        }
        if (!incident.host().startsWith("127.")) {
            launch.jvmArgs("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=1");
        }
        return launch.main(ServiceApp.class)
                .args(
                        "pool=" + incident.pool().word(),
                        "url=" + database.url(incident.host(), port, urlParameters()),
                        "user=" + ServiceDatabase.ACCOUNT,
                        "password=" + ServiceDatabase.ACCOUNT)
                .args(incident.settings().toArray())
                .start();
    }

    @Override
    public void close() {
        proxy.close();
        database.close();
        try {
            Files.deleteIfExists(hosts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
