package dev.firstfault.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Starts. */
public final class Agent {
    private Agent() {}

    /** Starts. */
    public static void start(
            @Nullable String arguments, Instrumentation instrumentation, String role, boolean attached) {}
}
