package dev.firstfault.collectors;

import org.jspecify.annotations.Nullable;

/** One type, one method, the advice to inline around it: all of them names. */
public final class Hook {

    private final String probe;
    private final String type;
    private final String method;
    private final @Nullable String parameters;
    private final String advice;
    private final boolean required;

    Hook(String probe, String type, String method, @Nullable String parameters, String advice, boolean required) {
        this.probe = probe;
        this.type = type;
        this.method = method;
        this.parameters = parameters;
        this.advice = advice;
        this.required = required;
    }

    /** Name of the probe it belongs to. */
    public String probe() {
        return probe;
    }

    /** Class name with dots. */
    public String type() {
        return type;
    }

    /** Method name; {@code <init>} for constructors; with a bar between them, the names it has in several versions. */
    public String method() {
        return method;
    }

    /** Parameter part of the method's descriptor, {@code (Ljava/lang/String;J)}; null for every overload. */
    public @Nullable String parameters() {
        return parameters;
    }

    /** Binary name of the advice class. */
    public String advice() {
        return advice;
    }

    /** Whether the type without the method is a fault; false where only some versions have it. */
    public boolean required() {
        return required;
    }

    /** Whether it means the method with this name and descriptor. */
    public boolean matches(String name, String descriptor) {
        return named(name) && (parameters == null || descriptor.startsWith(parameters));
    }

    private boolean named(String name) {
        int at = method.indexOf(name);
        int end = at + name.length();
        return at >= 0
                && (at == 0 || method.charAt(at - 1) == '|')
                && (end == method.length() || method.charAt(end) == '|');
    }

    /** {@code com.example.Type.method}. */
    @Override
    public String toString() {
        return type + '.' + method;
    }
}
