package dev.firstfault.collectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** A class of the host that is being woven, described from its bytes; what it refers to from its loader's resources. */
final class HostType implements ClassFileLocator {

    private final @Nullable ClassLoader loader;
    private final String name;
    private final byte[] classFile;
    private final TypePool pool;

    HostType(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
        this.loader = loader;
        this.name = internalName.replace('/', '.');
        this.classFile = classFile;
        // Lazy: a type is read only where advice asks for more than its name.
        this.pool = new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(), this, TypePool.Default.ReaderMode.FAST);
    }

    TypePool pool() {
        return pool;
    }

    TypeDescription description() {
        return pool.describe(name).resolve();
    }

    @Override
    public Resolution locate(String typeName) throws IOException {
        if (typeName.equals(name)) {
            return new Resolution.Explicit(classFile);
        }
        String resource = typeName.replace('.', '/') + ".class";
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? new Resolution.Illegal(typeName) : new Resolution.Explicit(bytesOf(in));
        }
    }

    @Override
    public void close() {}

    private static byte[] bytesOf(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
        }
        return out.toByteArray();
    }
}
