package dev.firstfault.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.it.harness.Libraries;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the one jar holds: little that a host can see, nothing twice, nothing that differs from build to build. */
final class PackagingIT {
    private static final int JAVA_7 = 51;
    private static final int JAVA_8 = 52;
    private static final int JAVA_9 = 53;
    private static final int JAVA_14 = 58;
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final long MOST_BYTES = 8 << 20;
    private static final String HIDDEN = "firstfault/";

    @Test
    void theHostSeesOnlyTheEntry() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("dev/firstfault/entry/"));
        assertThat(names())
                .allMatch(name -> name.startsWith("dev/firstfault/entry/")
                        || name.startsWith(HIDDEN)
                        || name.startsWith("META-INF/")
                        || "dev/firstfault/".startsWith(name));
        assertThat(names())
                .filteredOn(name -> name.contains("net/bytebuddy/") && !name.endsWith("/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(HIDDEN) && name.endsWith(".classdata"));
        assertThat(names()).noneMatch(name -> name.startsWith("META-INF/services/"));
    }

    @Test
    void noClassIsThereTwice() throws IOException {
        Set<String> classes = new HashSet<>();
        List<String> twice = new ArrayList<>();
        // Read as a stream: the central directory alone would hide an entry that was written twice.
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(Libraries.agentJar()))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                String name = entry.getName();
                String plain = name.startsWith(HIDDEN) ? name.substring(HIDDEN.length()) : name;
                if (!name.endsWith("/") && !classes.add(plain.replace(".classdata", ".class"))) {
                    twice.add(name);
                }
            }
        }
        assertThat(twice).isEmpty();
        assertThat(classes).hasSizeGreaterThan(500);
    }

    @Test
    void anOldJvmGetsAsFarAsOurSentenceAndJava8RunsTheRest() throws IOException {
        try (JarFile jar = new JarFile(Libraries.agentJar().toFile())) {
            List<String> tooNew = new ArrayList<>();
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") || name.endsWith(".classdata")) {
                    if (version(jar, entry) > newestFor(name)) {
                        tooNew.add(name);
                    }
                }
            }
            assertThat(tooNew).isEmpty();
        }
    }

    @Test
    void theManifestNamesTheEntries() throws IOException {
        try (JarFile jar = new JarFile(Libraries.agentJar().toFile())) {
            var main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("Premain-Class")).isEqualTo("dev.firstfault.entry.Premain");
            assertThat(main.getValue("Agent-Class")).isEqualTo("dev.firstfault.entry.Premain");
            assertThat(main.getValue("Main-Class")).isEqualTo("dev.firstfault.entry.Main");
            assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(main.getValue("Boot-Class-Path")).isNull();
            assertThat(main.getValue("Multi-Release")).isNull();
            assertThat(main.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void theLicenceOfWhatWeShipIsInIt() throws IOException {
        try (JarFile jar = new JarFile(Libraries.agentJar().toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Rafael Winterhalter"); // Byte Buddy's author
        }
    }

    @Test
    void itIsSmallEnoughToCopyToEveryHost() throws IOException {
        assertThat(Files.size(Libraries.agentJar())).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** What would make two builds of one commit differ shows in the times of the entries and in the manifest first. */
    @Test
    void nothingTellsWhenItWasBuilt() throws IOException {
        try (JarFile jar = new JarFile(Libraries.agentJar().toFile())) {
            assertThat(jar.stream()
                            .map(entry -> entry.getTimeLocal().toString())
                            .distinct())
                    .containsExactly("2026-01-01T00:00");
            assertThat(jar.getManifest().getMainAttributes().keySet())
                    .extracting(Object::toString)
                    .doesNotContain("Built-By", "Build-Jdk", "Build-Time");
        }
    }

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(Libraries.agentJar().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static int newestFor(String name) {
        if (name.matches("dev/firstfault/entry/(Premain|JavaVersion).class")) {
            return JAVA_7;
        }
        if (name.matches("firstfault/dev/firstfault/collectors/flight/FlightRecording.classdata")) {
            return JAVA_14; // asked for by name, and there only
        }
        return name.equals("dev/firstfault/entry/ModularBoot.class") ? JAVA_9 : JAVA_8;
    }

    private static int version(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).as(entry.getName()).isEqualTo(CLASS_FILE_MAGIC);
            in.readUnsignedShort(); // the minor version
            return in.readUnsignedShort();
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}
