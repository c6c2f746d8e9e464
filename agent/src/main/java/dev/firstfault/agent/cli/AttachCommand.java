package dev.firstfault.agent.cli;

import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Paths;
import java.util.List;

/** {@code attach PID [OPTIONS]}: loads the agent into a running JVM. */
final class AttachCommand {

    private AttachCommand() {}

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        if (arguments.isEmpty() || arguments.size() > 2 || !arguments.get(0).matches("[0-9]+")) {
            throw new UsageException("attach takes a process id and, at most, one word of options");
        }
        String pid = arguments.get(0);
        String options = arguments.size() == 2 ? arguments.get(1) : "";
        try {
            load(pid, options);
            out.println("firstfault: attached to " + pid);
            return CommandLine.DONE;
        } catch (InvocationTargetException thrown) {
            err.println("firstfault: cannot attach to " + pid + ": " + thrown.getCause()
                    + " (same user, same JVM version? -XX:+DisableAttachMechanism?)");
        } catch (ClassNotFoundException noAttachApi) {
            err.println("firstfault: this Java has no attach API; run the command with a JDK's java");
        }
        return CommandLine.UNREADABLE;
    }

    /** By reflection: the attach API is in a module that a runtime may lack and, on 8, in the JDK's tools.jar. */
    private static void load(String pid, String options) throws Exception {
        Class<?> machine = attachApi();
        Object attached = machine.getMethod("attach", String.class).invoke(null, pid);
        try {
            machine.getMethod("loadAgent", String.class, String.class).invoke(attached, ownJar(), options);
        } finally {
            machine.getMethod("detach").invoke(attached);
        }
    }

    private static Class<?> attachApi() throws Exception {
        String name = "com.sun.tools.attach.VirtualMachine";
        try {
            return Class.forName(name, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException java8) {
            File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
            return Class.forName(
                    name, true, new URLClassLoader(new URL[] {tools.toURI().toURL()}));
        }
    }

    private static String ownJar() throws Exception {
        Class<?> entry = Class.forName("dev.firstfault.entry.Main", false, ClassLoader.getSystemClassLoader());
        return Paths.get(entry.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toAbsolutePath()
                .toString();
    }
}
