package dev.firstfault.collectors.poll;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who asks, and whom to trust. Reads the password anew each time, so that it can change, and keeps none. Immutable. */
public final class PollAccess {

    /** A password is shorter. */
    private static final int MOST_BYTES = 4096;

    private final String user;
    private final String passwordFile;
    private final String authorities;
    private final boolean insecure;

    /**
     * @param user empty: asks as nobody
     * @param passwordFile the password, alone in a file
     * @param authorities a file of certificates in PEM or DER; empty: those that the JVM trusts
     * @param insecure trusts anybody
     */
    public PollAccess(String user, String passwordFile, String authorities, boolean insecure) {
        this.user = user;
        this.passwordFile = passwordFile;
        this.authorities = authorities;
        this.insecure = insecure;
    }

    /** The value of the header {@code Authorization} (RFC 7617); null where nobody asks. */
    @Nullable
    String authorization() throws IOException {
        if (user.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((user + ':').getBytes(StandardCharsets.UTF_8));
        if (!passwordFile.isEmpty()) {
            out.write(password());
        }
        return "Basic " + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private byte[] password() throws IOException {
        byte[] read = new byte[MOST_BYTES];
        int length = 0;
        try (InputStream in = new FileInputStream(new File(passwordFile))) {
            for (int more = in.read(read); more > 0; more = in.read(read, length, MOST_BYTES - length)) {
                length += more;
            }
        }
        while (length > 0 && (read[length - 1] == '\n' || read[length - 1] == '\r')) {
            length--;
        }
        byte[] password = new byte[length];
        System.arraycopy(read, 0, password, 0, length);
        return password;
    }

    boolean isInsecure() {
        return insecure;
    }

    /** Makes sockets that trust whom they should. Of our own: the host may have set a default for all, or be about to. */
    SSLSocketFactory sockets() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException unusable) {
            throw new IOException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }

    private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        if (insecure) {
            return new TrustManager[] {new Anybody()};
        }
        if (authorities.isEmpty()) {
            return null; // the JVM's own
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        try (InputStream in = new FileInputStream(new File(authorities))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Where {@code es.poll.insecure=on} says so. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
