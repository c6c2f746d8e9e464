package dev.firstfault.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Starts. */
public final class Agent {
    private Agent() {}

    /** Starts. */
    public static void start(
            @Nullable String arguments, Instrumentation instrumentation, String role, boolean attached) {
        dev.firstfault.bridge.SignalBridge.connect(new dev.firstfault.bridge.Receiver());
        System.err.println(dev.firstfault.bridge.SignalBridge.class.getClassLoader());
    }
}
