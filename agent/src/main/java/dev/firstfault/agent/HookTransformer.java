package dev.firstfault.agent;

import dev.firstfault.collectors.Hook;
import dev.firstfault.collectors.HookTable;
import dev.firstfault.collectors.Weaver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the host loads; one hash lookup for those that no probe names. The weaver, and Byte Buddy with
 * it, is loaded when the first named class appears.
 */
final class HookTransformer implements ClassFileTransformer {

    private final HookTable hooks;
    private final Recorder recorder;
    private @Nullable Weaver weaver;

    HookTransformer(HookTable hooks, Recorder recorder) {
        this.hooks = hooks;
        this.recorder = recorder;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        List<Hook> ofType = hooks.on(className);
        if (ofType == null || className == null) {
            return null;
        }
        try {
            return weaver().weave(className, classFile, ofType);
        } catch (Throwable unexpected) {
            recorder.degraded(
                    "probe:" + ofType.get(0).probe(),
                    "cannot hook " + className + " (" + unexpected + "); goes unobserved");
            return null;
        }
    }

    /** Hooks what was loaded before we came. */
    void hookLoaded(Instrumentation instrumentation) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (hooks.on(type.getName().replace('.', '/')) != null && instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        for (Class<?> type : loaded) {
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable refused) {
                recorder.degraded("attach", "cannot hook the loaded " + type.getName() + " (" + refused + ")");
            }
        }
    }

    private synchronized Weaver weaver() {
        if (weaver == null) {
            weaver = new Weaver(new OwnClassFiles(), recorder, recorder);
        }
        return weaver;
    }
}
