package dev.firstfault.it.incidents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every incident there is. */
final class Catalog {
    private static final int FEW_PORTS = 1_000;

    static List<Incident> all() {
        return Stream.of(
                        PoolIncidents.all(),
                        NetworkIncidents.all(),
                        ThreadIncidents.all(),
                        LookAlikes.sides(),
                        HealthyServices.all())
                .flatMap(incidents -> incidents)
                .toList();
    }

    /** Those that can happen here: ports are used up only where few are, as in the network that {@code it/matrix} makes for it. */
    static List<Incident> possible() {
        boolean fewPorts = hasFewPorts();
        return all().stream()
                .filter(incident -> incident.id().equals(NetworkIncidents.PORTS) == fewPorts)
                .toList();
    }

    private static boolean hasFewPorts() {
        // In one read: there is no second half of a kernel's parameter.
        byte[] text = new byte[64];
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            String[] range = new String(text, 0, in.read(text), StandardCharsets.US_ASCII)
                    .trim()
                    .split("\\s+", -1);
            return Integer.parseInt(range[1]) - Integer.parseInt(range[0]) < FEW_PORTS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of each id, for every build: of one the first, of the next the last, so that pools and intensities take turns. */
    static List<Incident> oneOfEach() {
        Map<String, List<Incident>> byId = new LinkedHashMap<>();
        possible()
                .forEach(incident -> byId.computeIfAbsent(incident.id(), id -> new ArrayList<>())
                        .add(incident));
        List<Incident> chosen = new ArrayList<>();
        for (List<Incident> cells : byId.values()) {
            chosen.add(cells.get(chosen.size() % 2 == 0 ? 0 : cells.size() - 1));
        }
        return chosen;
    }

    private Catalog() {}
}
