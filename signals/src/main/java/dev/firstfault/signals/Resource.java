package dev.firstfault.signals;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a signal is about: a kind and a name. The name never holds a user, a password or a parameter. */
public final class Resource {

    private final ResourceKind kind;
    private final String name;

    public Resource(ResourceKind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    public ResourceKind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Resource && kind == ((Resource) other).kind && name.equals(((Resource) other).name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, name);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
