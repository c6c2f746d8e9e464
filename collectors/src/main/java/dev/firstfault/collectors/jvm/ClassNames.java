package dev.firstfault.collectors.jvm;

import dev.firstfault.collectors.thread.FamilyName;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes fill the metaspace: a leak of class loaders shows as one name many times over, an application that is
 * larger than its limit does not. Asks the JVM for all classes (some 50 ns each) when there is reason to. One thread.
 */
final class ClassNames {

    private static final int FROM_PERCENT = 75;

    /** Without a limit: so many classes more than were there when looking began, and twice as many. */
    private static final long MANY = 5_000;

    private final ClassLoader own = ClassNames.class.getClassLoader();
    private final Instrumentation instrumentation;
    private final SignalSink sink;
    private final @Nullable MemoryPoolMXBean metaspace = metaspace();
    private long first = -1;
    private long told;

    ClassNames(Instrumentation instrumentation, SignalSink sink) {
        this.instrumentation = instrumentation;
        this.sink = sink;
    }

    /** Once a second, with the latest sample. */
    void tick(Frame frame) {
        long classes = frame.get(FrameField.CLASSES);
        if (classes == Frame.UNKNOWN) {
            return;
        }
        first = first < 0 ? classes : first;
        if (classes >= told + told / 4 && classes > told && (nearLimit() || classes >= 2 * first + MANY)) {
            told = classes;
            tell();
        }
    }

    private boolean nearLimit() {
        MemoryPoolMXBean pool = metaspace;
        long max = pool == null ? -1 : pool.getUsage().getMax();
        return pool != null && max > 0 && pool.getUsage().getCommitted() >= max / 100 * FROM_PERCENT;
    }

    private void tell() {
        Map<String, Integer> counts = new HashMap<>();
        Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        String most = "";
        int mostCount = 0;
        for (Class<?> type : all) {
            ClassLoader loader = type.getClassLoader();
            if (loader == null || loader == own || type.isArray()) {
                continue; // the JDK's own never come twice
            }
            loaders.add(loader);
            String name = FamilyName.of(type.getName());
            int count = counts.merge(name, 1, Integer::sum);
            if (count > mostCount) {
                mostCount = count;
                most = name;
            }
        }
        ErrorDetail named = new ErrorDetail(sink.nanosSinceOrigin(), "classes", most, null, 0, "", "");
        sink.record(SignalKind.CLASS_NAMES, null, 0, all.length, loaders.size(), mostCount, 1, named);
    }

    private static @Nullable MemoryPoolMXBean metaspace() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool;
            }
        }
        return null;
    }
}
