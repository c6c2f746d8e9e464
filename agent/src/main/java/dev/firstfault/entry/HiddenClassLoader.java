package dev.firstfault.entry;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLDecoder;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent's own classes and those of its libraries from where the host cannot see them: {@code
 * firstfault/<name>.classdata} in the agent's jar.
 */
final class HiddenClassLoader extends ClassLoader {

    private static final String PREFIX = "firstfault/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;

    HiddenClassLoader(JarFile jar, @Nullable ClassLoader parent) {
        super(parent);
        this.jar = jar;
    }

    /** The jar that this class came from. */
    static File ownJar() throws IOException {
        String self = HiddenClassLoader.class.getName().replace('.', '/') + ".class";
        URL url = ClassLoader.getSystemResource(self);
        String text = url == null ? "" : url.toString();
        int end = text.indexOf("!/");
        if (!text.startsWith("jar:file:") || end < 0) {
            throw new IOException("cannot find the agent's own jar: " + self + " is at " + url);
        }
        // A plus sign in a file name is itself; URLDecoder would make it a space.
        String path = text.substring("jar:file:".length(), end).replace("+", "%2B");
        return new File(URLDecoder.decode(path, "UTF-8"));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name.replace('.', '/') + ".classdata");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = bytes(name.endsWith(".class") ? name + "data" : name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    /** The entry below the hidden prefix, or null where there is none. */
    byte @Nullable [] bytes(String name) {
        ZipEntry entry = jar.getEntry(PREFIX + name);
        if (entry == null) {
            return null;
        }
        try {
            InputStream in = jar.getInputStream(entry);
            try {
                byte[] bytes = new byte[(int) entry.getSize()];
                new DataInputStream(in).readFully(bytes);
                return bytes;
            } finally {
                in.close();
            }
        } catch (IOException jarIsGone) {
            // A jar replaced or deleted under a running JVM: what is not loaded yet stays away.
            return null;
        }
    }
}
