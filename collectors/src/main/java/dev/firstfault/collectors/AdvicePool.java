package dev.firstfault.collectors;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Describes advice classes from their bytes, so that none of them is ever loaded into the agent; everything that they
 * refer to (annotations of Byte Buddy, types of the JDK) from the classes that are loaded anyway.
 */
final class AdvicePool extends TypePool.Default {

    private final ClassFileLocator locator;
    private final Map<String, Advice> advices = new HashMap<>();

    AdvicePool(AdviceSource source) {
        this(new Locator(source));
    }

    private AdvicePool(ClassFileLocator locator) {
        super(CacheProvider.Simple.withObjectType(), locator, ReaderMode.FAST);
        this.locator = locator;
    }

    /** The advice in this class; made at its first use. Not thread-safe. */
    Advice advice(String className) {
        Advice known = advices.get(className);
        if (known == null) {
            known = Advice.to(describe(className).resolve(), locator);
            advices.put(className, known);
        }
        return known;
    }

    @Override
    protected Resolution doDescribe(String name) {
        if (name.startsWith(Locator.ADVICE_PACKAGE)) {
            return super.doDescribe(name);
        }
        try {
            return new Resolution.Simple(
                    TypeDescription.ForLoadedType.of(Class.forName(name, false, AdvicePool.class.getClassLoader())));
        } catch (ClassNotFoundException notLoadable) {
            return new Resolution.Illegal(name);
        }
    }

    /** Class files of advice alone. */
    private static final class Locator implements ClassFileLocator {

        static final String ADVICE_PACKAGE = "dev.firstfault.collectors.";

        private final AdviceSource source;

        Locator(AdviceSource source) {
            this.source = source;
        }

        @Override
        public ClassFileLocator.Resolution locate(String name) {
            byte @Nullable [] classFile = name.startsWith(ADVICE_PACKAGE) ? source.classFile(name) : null;
            return classFile == null
                    ? new ClassFileLocator.Resolution.Illegal(name)
                    : new ClassFileLocator.Resolution.Explicit(classFile);
        }

        @Override
        public void close() {}
    }
}
