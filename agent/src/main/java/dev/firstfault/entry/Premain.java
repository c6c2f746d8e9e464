package dev.firstfault.entry;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * Where the JVM enters the agent. Java 7 bytecode, with {@link JavaVersion}, so that an old JVM gets a sentence instead
 * of an {@code UnsupportedClassVersionError}, which would keep the host from starting.
 *
 * <p>Never throws: whatever goes wrong here, the host starts as without us, with one line on stderr.
 */
public final class Premain {

    private Premain() {}

    /** Called before {@code main} by {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            if (JavaVersion.isSupportedOrSaysNot()) {
                Launch.beforeMain(arguments, instrumentation);
            }
        } catch (Throwable anything) {
            complain(anything);
        }
    }

    /** Called in a running JVM after {@code attach}. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        try {
            if (JavaVersion.isSupportedOrSaysNot()) {
                Launch.attached(arguments, instrumentation);
            }
        } catch (Throwable anything) {
            complain(anything);
        }
    }

    private static void complain(Throwable anything) {
        try {
            boolean wrapped = anything instanceof InvocationTargetException && anything.getCause() != null;
            System.err.println("firstfault: could not start, the application runs without it: "
                    + (wrapped ? anything.getCause() : anything));
        } catch (Throwable nothingLeftToTry) {
            // Not even stderr works: the host must start all the same.
        }
    }
}
