package dev.firstfault.agent;

import dev.firstfault.collectors.AdviceSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The class files of the agent's own classes, as its own loader finds them. */
final class OwnClassFiles implements AdviceSource {

    @Override
    public byte @Nullable [] classFile(String binaryName) {
        String resource = binaryName.replace('.', '/') + ".class";
        try (InputStream in = OwnClassFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return bytes.toByteArray();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
