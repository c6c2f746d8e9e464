package dev.firstfault.it.incidents;

import java.util.stream.Stream;

/** Rows D01, D03 and D04: names, certificates, local ports. */
final class NetworkIncidents {
    static final String PORTS = "D04";

    static Stream<Incident> all() {
        return Stream.of(nameUnknown(), certificateExpired(), portsUsedUp()).flatMap(cells -> cells);
    }

    /** Only in a network of its own: nobody else's ports may be used up. */
    private static Stream<Incident> portsUsedUp() {
        return Cells.of(
                Incident.of(PORTS, "ports-exhausted").before(Scene::goDirectly).settings("mishap=unpooled"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("every second request connects by itself")
                        .settings("share=50"),
                cell -> cell.intensity("every request connects by itself").settings("rate=40"));
    }

    private static Stream<Incident> nameUnknown() {
        return Cells.of(
                Incident.of("D01", "dns-failure").host("db.shop.example"),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("from the start").settings("cold=yes").before(Scene::forgetHosts),
                cell -> cell.intensity("while it serves, and connections end").now(scene -> {
                    scene.forgetHosts();
                    scene.proxy().reset(100);
                }));
    }

    private static Stream<Incident> certificateExpired() {
        return Cells.of(
                Incident.of("D03", "tls-failure").encrypted(),
                Cells.HIKARI_AND_DBCP2,
                cell -> cell.intensity("from the start").settings("cold=yes").before(Scene::letCertificateExpire),
                cell -> cell.intensity("while it serves, and sessions end").now(scene -> {
                    scene.letCertificateExpire();
                    scene.database().killSessions();
                }));
    }

    private NetworkIncidents() {}
}
