package dev.firstfault.collectors;

import dev.firstfault.collectors.executor.ExecutorHooks;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Loads libraries with the hooks of all probes woven in, as the agent would, and nothing of them from elsewhere. */
public final class WovenLoader extends URLClassLoader {

    private final HookTable hooks;
    private final Weaver weaver;
    private final ProtectionDomain domain;

    public WovenLoader(SignalSink sink, Health health, File... jars) {
        this(HookTable.of(ProbeCatalog.all(), Set.of()), sink, health, jars);
    }

    public WovenLoader(HookTable hooks, SignalSink sink, Health health, File... jars) {
        super(urls(jars), new BridgeOnly());
        this.hooks = hooks;
        // SQL Server's driver asks where it came from.
        this.domain = new ProtectionDomain(new CodeSource(getURLs()[0], (Certificate[]) null), null);
        this.weaver = new Weaver(WovenLoader::adviceFile, sink, health);
    }

    /** The class files of advice, as the tests have them: on the class path. */
    public static byte @Nullable [] adviceFile(String className) {
        try (InputStream in = resource(className)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The class file of a class of the tests. */
    public static byte[] classFileOf(Class<?> type) {
        byte[] bytes = adviceFile(type.getName());
        if (bytes == null) {
            throw new IllegalStateException(type + " has no class file");
        }
        return bytes;
    }

    private static @Nullable InputStream resource(String className) {
        return WovenLoader.class.getClassLoader().getResourceAsStream(className.replace('.', '/') + ".class");
    }

    /** Runs with this loader as the context class loader, where libraries look for others. */
    public <T> T inside(Callable<T> work) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(this);
        try {
            return work.call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        // All by hand: what signs or seals a jar would notice that some of its classes come another way.
        byte[] classFile;
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            classFile = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
        byte[] woven = woven(name.replace('.', '/'), classFile);
        byte[] used = woven == null ? classFile : woven;
        return defineClass(name, used, 0, used.length, domain);
    }

    private byte @Nullable [] woven(String name, byte[] classFile) {
        if (name.endsWith(ExecutorHooks.EVENT_LOOP)) {
            return ExecutorHooks.hooked(name, classFile);
        }
        List<Hook> ofType = hooks.on(name);
        return ofType == null ? null : weaver.weave(name, classFile, ofType);
    }

    private static URL[] urls(File... jars) {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            try {
                urls[i] = jars[i].toURI().toURL();
            } catch (MalformedURLException never) {
                throw new IllegalStateException(never);
            }
        }
        return urls;
    }

    /** The JDK, and of the agent the bridge alone: what hooked code sees in a real host. */
    private static final class BridgeOnly extends ClassLoader {

        BridgeOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.firstfault.bridge.")) {
                return WovenLoader.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
