package dev.firstfault.collectors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one probe hooks. Immutable; made by {@link #named}. */
public final class ProbeSpec {

    private final String name;
    private final String library;
    private final List<Hook> hooks;

    private ProbeSpec(String name, String library, List<Hook> hooks) {
        this.name = name;
        this.library = library;
        this.hooks = hooks;
    }

    /** Starts the spec of the probe with this name: kebab-case, also the key that disables it. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** Maven coordinates without version, comma between several. */
    public String library() {
        return library;
    }

    public List<Hook> hooks() {
        return hooks;
    }

    /** Collects hooks, type by type. */
    public static final class Builder {

        private final String name;
        private String library = "";
        private String type = "";
        private final List<Hook> hooks = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Names the library: {@code group:artifact}. */
        public Builder of(String coordinates) {
            library = coordinates;
            return this;
        }

        /** The type that the following hooks are on, with dots. */
        public Builder onType(String className) {
            type = className;
            return this;
        }

        /** A method that every supported version of the type has. For the parameters see {@link Hook#parameters()}. */
        public Builder hook(String method, @Nullable String parameters, String advice) {
            hooks.add(new Hook(name, type, method, parameters, advice, true));
            return this;
        }

        /** A method that only some supported versions have. */
        public Builder hookIfThere(String method, @Nullable String parameters, String advice) {
            hooks.add(new Hook(name, type, method, parameters, advice, false));
            return this;
        }

        public ProbeSpec build() {
            return new ProbeSpec(name, library, Collections.unmodifiableList(hooks));
        }
    }
}
