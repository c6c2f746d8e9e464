package dev.firstfault.collectors;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * A class of the host that is being woven, described from its bytes alone. What it refers to stays a name: advice asks
 * for no more, and a host's loader that is asked for resources in the middle of a class's definition may deadlock.
 */
final class HostType {

    private final String name;
    private final TypePool pool;

    HostType(String internalName, byte[] classFile) {
        this.name = internalName.replace('/', '.');
        this.pool = new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(),
                ClassFileLocator.Simple.of(name, classFile),
                TypePool.Default.ReaderMode.FAST);
    }

    TypePool pool() {
        return pool;
    }

    TypeDescription description() {
        return pool.describe(name).resolve();
    }
}
