package dev.firstfault.agent;

import dev.firstfault.agent.options.Options;
import dev.firstfault.collectors.HeapRoom;
import dev.firstfault.collectors.Hook;
import dev.firstfault.collectors.HookTable;
import dev.firstfault.collectors.HookedTypes;
import dev.firstfault.collectors.Probe;
import dev.firstfault.collectors.ProbeCatalog;
import dev.firstfault.collectors.Weaver;
import dev.firstfault.collectors.executor.ExecutorHooks;
import dev.firstfault.collectors.http.JdkClientHooks;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the host loads; one hash lookup for those that no probe names. The probes, the weaver, and Byte
 * Buddy with it, are loaded when the first named class appears.
 */
final class HookTransformer implements ClassFileTransformer {

    private static final String CONCURRENT = "java.util.concurrent.";

    private final HookedTypes types;
    private final Options options;
    private final Recorder recorder;
    private final Observation observation;
    private @Nullable HookTable hooks;
    private @Nullable Weaver weaver;
    private final Set<String> hookedExecutors = new HashSet<>();

    HookTransformer(HookedTypes types, Options options, Recorder recorder, Observation observation) {
        this.types = types;
        this.options = options;
        this.observation = observation;
        this.recorder = recorder;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (className == null) {
            return null;
        }
        if (isEventLoop(className) || (loader == null && isExecutor(className))) {
            return hookExecutors(className, classFile);
        }
        if (JdkClientHooks.CLIENT.equals(className)) {
            return hookJdkClient(classFile);
        }
        if (!types.contains(className)) {
            return null;
        }
        try {
            observation.libraryAppears();
            List<Hook> ofType = hooks().on(className);
            return ofType == null ? null : weaver().weave(className, classFile, ofType);
        } catch (Throwable unexpected) {
            recorder.degraded("hooks", "cannot hook " + className + " (" + unexpected + "); goes unobserved");
            return null;
        }
    }

    private byte @Nullable [] hookJdkClient(byte[] classFile) {
        if (options.isProbeOff(JdkClientHooks.PROBE)) {
            return null;
        }
        try {
            observation.libraryAppears();
            return JdkClientHooks.hooked(classFile);
        } catch (Throwable unexpected) {
            recorder.degraded("probe:" + JdkClientHooks.PROBE, "java.net.http goes unobserved: " + unexpected);
            return null;
        }
    }

    private byte @Nullable [] hookExecutors(String className, byte[] classFile) {
        if (options.isProbeOff(ExecutorHooks.PROBE)) {
            return null;
        }
        try {
            byte[] hooked = ExecutorHooks.hooked(className, classFile);
            synchronized (hookedExecutors) {
                hookedExecutors.add(className);
            }
            return hooked;
        } catch (Throwable unexpected) {
            recorder.degraded("probe:" + ExecutorHooks.PROBE, "executors go unobserved: " + unexpected);
            return null;
        }
    }

    /**
     * Hooks the JDK's executors where their class was loaded before the transformer was there, and says whether any was.
     */
    boolean hookLoadedExecutors(Instrumentation instrumentation) {
        boolean any = false;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName().startsWith(CONCURRENT) ? type.getName().replace('.', '/') : null;
            if (name != null && isExecutor(name) && !isHooked(name)) {
                retransform(type, instrumentation);
                any |= isHooked(name);
            }
        }
        return any;
    }

    /** By constants alone: to ask the class that hooks them would load it, and ASM, into every JVM. */
    private static boolean isExecutor(String className) {
        return ExecutorHooks.THREAD_POOL.equals(className) || ExecutorHooks.FORK_JOIN.equals(className);
    }

    private static boolean isEventLoop(String className) {
        return className.endsWith(ExecutorHooks.EVENT_LOOP);
    }

    private boolean isHooked(String executor) {
        synchronized (hookedExecutors) {
            return hookedExecutors.contains(executor);
        }
    }

    /** Hooks what was loaded before we came. */
    void hookLoaded(Instrumentation instrumentation) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName().replace('.', '/');
            boolean hooked = types.contains(name) || isEventLoop(name) || JdkClientHooks.CLIENT.equals(name);
            if (hooked && instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        for (Class<?> type : loaded) {
            retransform(type, instrumentation);
        }
    }

    private void retransform(Class<?> type, Instrumentation instrumentation) {
        try {
            HeapRoom.require();
            instrumentation.retransformClasses(type);
        } catch (Throwable refused) {
            recorder.degraded("attach", "cannot hook the loaded " + type.getName() + " (" + refused + ")");
        }
    }

    private synchronized HookTable hooks() {
        if (hooks == null) {
            Probe[] probes = ProbeCatalog.all();
            Set<String> disabled = new HashSet<>();
            for (Probe probe : probes) {
                String name = probe.spec().name();
                if (options.isProbeOff(name)) {
                    disabled.add(name);
                }
            }
            hooks = HookTable.of(probes, disabled);
        }
        return hooks;
    }

    private synchronized Weaver weaver() {
        if (weaver == null) {
            weaver = new Weaver(new OwnClassFiles(), recorder, recorder);
        }
        return weaver;
    }
}
