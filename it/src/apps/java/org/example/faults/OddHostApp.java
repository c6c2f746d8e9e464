package org.example.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.Permission;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;

/**
 * Does what a host may do and an agent must not spoil, and prints what it can see of itself. Arguments: ms to live first, then one of
 * {@code threads}, {@code managers}, {@code streams}, {@code security-manager}.
 */
public final class OddHostApp {
    public static void main(String[] arguments) throws Exception {
        long millis = Long.parseLong(arguments[0]);
        switch (arguments[1]) {
            case "threads":
                TimeUnit.MILLISECONDS.sleep(millis);
                System.out.println("threads " + threadsThatKeepTheJvmAlive());
                break;
            case "managers":
                TimeUnit.MILLISECONDS.sleep(millis);
                System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
                System.setProperty("javax.management.builder.initial", OwnServerBuilder.class.getName());
                System.out.println(LogManager.getLogManager().getClass().getSimpleName());
                ManagementFactory.getPlatformMBeanServer();
                System.out.println("built by us: " + OwnServerBuilder.built.get());
                break;
            case "streams":
                System.in.close();
                System.setErr(null);
                System.setOut(null);
                TimeUnit.MILLISECONDS.sleep(millis);
                new PrintStream(new FileOutputStream(FileDescriptor.out), true).println("still here");
                break;
            case "security-manager":
                System.setSecurityManager(new OnlyMain(Thread.currentThread()));
                TimeUnit.MILLISECONDS.sleep(millis);
                System.out.println("refuses what is not main");
                break;
            default:
                throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static Set<String> threadsThatKeepTheJvmAlive() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon()) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    /** Named in a system property, hence public. */
    public static final class OwnLogManager extends LogManager {}

    /** Named in a system property, hence public. */
    public static final class OwnServerBuilder extends MBeanServerBuilder {
        private static final AtomicBoolean built = new AtomicBoolean();

        public OwnServerBuilder() {
            built.set(true);
        }
    }

    private static final class OnlyMain extends SecurityManager {
        private final Thread main;

        OnlyMain(Thread main) {
            this.main = main;
        }

        @Override
        public void checkPermission(Permission permission) {
            if (Thread.currentThread() != main
                    && !Thread.currentThread().getName().equals("DestroyJavaVM")) {
                throw new SecurityException("only for main: " + permission);
            }
        }
    }

    private OddHostApp() {}
}
