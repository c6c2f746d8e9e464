package dev.firstfault.collectors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hooks by the type they are on. Immutable, thread-safe.
 */
public final class HookTable {

    private final Map<String, List<Hook>> byInternalName;

    private HookTable(Map<String, List<Hook>> byInternalName) {
        this.byInternalName = byInternalName;
    }

    /** The hooks of all probes but those whose names are in {@code disabled}. */
    public static HookTable of(Probe[] probes, Set<String> disabled) {
        Map<String, List<Hook>> table = new HashMap<>();
        for (Probe probe : probes) {
            ProbeSpec spec = probe.spec();
            if (disabled.contains(spec.name())) {
                continue;
            }
            List<Hook> hooks = spec.hooks();
            for (int i = 0; i < hooks.size(); i++) {
                Hook hook = hooks.get(i);
                String internalName = hook.type().replace('.', '/');
                List<Hook> ofType = table.get(internalName);
                if (ofType == null) {
                    ofType = new ArrayList<>(4);
                    table.put(internalName, ofType);
                }
                ofType.add(hook);
            }
        }
        return new HookTable(table);
    }

    /** The hooks on this type, or null: {@code com/zaxxer/hikari/pool/HikariPool}. */
    public @Nullable List<Hook> on(@Nullable String internalName) {
        return byInternalName.get(internalName);
    }

    /** The hooked types, as internal names. */
    public Set<String> types() {
        return byInternalName.keySet();
    }
}
