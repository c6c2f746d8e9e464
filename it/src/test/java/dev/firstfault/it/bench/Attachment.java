package dev.firstfault.it.bench;

import dev.firstfault.it.harness.Libraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** What is attached to a measured JVM; they take turns within one run, in this order. */
enum Attachment {
    BARE("nothing"),
    EMPTY("an agent that does nothing"),
    FIRSTFAULT("firstfault"),
    JMX_EXPORTER("jmx_exporter 1.0.1"),
    OPENTELEMETRY("OpenTelemetry 2.33.1");

    private static final String EMPTY_AGENT_CLASS = "org.example.faults.EmptyAgent";

    private final String title;

    Attachment(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean servesMetrics() {
        return this != BARE && this != EMPTY;
    }

    /**
     * What the JVM is started with.
     *
     * @param work where an agent may put its files
     * @param port where it serves its metrics; 0 where nobody will ask for them: OpenTelemetry's exporter is off then, as it may be
     */
    List<String> jvmArguments(Path work, int port) throws IOException {
        return switch (this) {
            case BARE -> List.of();
            case EMPTY -> List.of("-javaagent:" + emptyAgent(work));
            case FIRSTFAULT -> List.of("-javaagent:" + Libraries.agentJar() + "=dir=" + work + ",port=" + port);
            case JMX_EXPORTER -> {
                Path allBeans = Files.writeString(work.resolve("jmx.yaml"), "rules:\n- pattern: '.*'\n");
                Path jar = Libraries.peer("jmx_prometheus_javaagent-1.0.1");
                yield List.of("-javaagent:" + jar + "=" + port + ":" + allBeans);
            }
            case OPENTELEMETRY ->
                List.of(
                        "-javaagent:" + Libraries.peer("opentelemetry-javaagent-2.33.1"),
                        "-Dotel.traces.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.metrics.exporter=" + (port == 0 ? "none" : "prometheus"),
                        "-Dotel.exporter.prometheus.host=127.0.0.1",
                        "-Dotel.exporter.prometheus.port=" + port);
        };
    }

    private static Path emptyAgent(Path work) throws IOException {
        Path jar = work.resolve("empty-agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EMPTY_AGENT_CLASS);
        String entry = EMPTY_AGENT_CLASS.replace('.', '/') + ".class";
        try (InputStream classFile = Files.newInputStream(Libraries.apps().resolve(entry));
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new ZipEntry(entry));
            classFile.transferTo(out);
        }
        return jar;
    }
}
