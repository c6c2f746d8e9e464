package dev.firstfault.it.incidents;

import dev.firstfault.it.harness.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of the tests' own and a server's certificate by it, made with the JDK's {@code keytool}; the certificate can run out. */
final class Certificates {
    private static final int NOBODY = 65534;
    private static final String SECRET = "changeit";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final Path store;

    Certificates() {
        try {
            folder = Files.createTempDirectory("certificates");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = folder.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-validity", "30");
        keytool("-genkeypair", "-alias", "server", "-dname", "CN=127.0.0.1");
        write(authority(), pem("CERTIFICATE", certificate("authority")));
        write(key(), pem("PRIVATE KEY", privateKey()));
        sign("-validity", "30");
        letServerRead();
    }

    /** The key has to be its server's alone, and PostgreSQL does not run as root. */
    private void letServerRead() {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
            if ("root".equals(System.getProperty("user.name"))) {
                Files.setAttribute(key(), "unix:uid", NOBODY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients trust. */
    Path authority() {
        return folder.resolve("authority.pem");
    }

    Path certificate() {
        return folder.resolve("server.pem");
    }

    Path key() {
        return folder.resolve("server-key.pem");
    }

    /** The server's certificate is one that ran out ten days ago. */
    void expire() {
        sign("-startdate", "-20d", "-validity", "10");
    }

    private void sign(String... validity) {
        Path request = folder.resolve("request");
        Path signed = folder.resolve("signed");
        keytool("-certreq", "-alias", "server", "-file", request.toString());
        List<String> command = new ArrayList<>(List.of(
                "-gencert",
                "-alias",
                "authority",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-rfc"));
        command.addAll(List.of("-ext", "san=ip:127.0.0.1"));
        command.addAll(List.of(validity));
        keytool(command.toArray(String[]::new));
        try {
            write(certificate(), Files.readString(signed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.of(17).home().resolve("bin/keytool").toString());
        command.addAll(List.of(arguments));
        if (List.of(arguments).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048"));
        }
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", SECRET));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + Files.readString(folder.resolve("keytool.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private byte[] certificate(String alias) {
        try {
            return open().getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] privateKey() {
        try {
            return open().getKey("server", SECRET.toCharArray()).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        return keys;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + new String(PEM.encode(content), StandardCharsets.US_ASCII)
                + "\n-----END " + what + "-----\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
