package org.example.faults;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends in the way it is told to. Arguments: ms to live first, then one of {@code return}, {@code exit N}, {@code halt N}, {@code throw},
 * {@code oom-heap}, {@code oom-array}, {@code oom-metaspace}, {@code oom-direct}, {@code crash}, {@code wait}, and with a second
 * {@code slow-hook} a shutdown that takes a day.
 */
public final class EndingApp {
    private static final List<Object> retained = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        if (Arrays.asList(arguments).contains("slow-hook")) {
            Runtime.getRuntime().addShutdownHook(new Thread(EndingApp::stopSlowly));
        }
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(arguments[0]));
        System.out.println("ending");
        switch (arguments[1]) {
            case "return":
                return;
            case "exit":
                System.exit(Integer.parseInt(arguments[2]));
                return;
            case "halt":
                Runtime.getRuntime().halt(Integer.parseInt(arguments[2]));
                return;
            case "throw":
                throw new IllegalStateException("thrown out of main");
            case "oom-heap":
                while (true) {
                    retained.add(new byte[64 * 1024]);
                }
            case "oom-array":
                retained.add(new long[Integer.MAX_VALUE]);
                return;
            case "oom-metaspace":
                defineClassesForEver();
                return;
            case "oom-direct":
                while (true) {
                    retained.add(ByteBuffer.allocateDirect(1 << 20));
                }
            case "crash":
                writeToNull();
                return;
            case "wait":
                TimeUnit.DAYS.sleep(1);
                return;
            default:
                throw new IllegalArgumentException(arguments[1]);
        }
    }

    /** A proxy class per loader, and every loader is kept. */
    private static void defineClassesForEver() {
        while (true) {
            ClassLoader loader = new ClassLoader(EndingApp.class.getClassLoader()) {};
            retained.add(Proxy.getProxyClass(loader, Runnable.class, Comparable.class));
        }
    }

    private static void stopSlowly() {
        System.out.println("hook");
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void writeToNull() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        type.getMethod("putAddress", long.class, long.class).invoke(instance.get(null), 0L, 0L);
    }

    private EndingApp() {}
}
