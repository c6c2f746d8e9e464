package dev.firstfault.entry;

import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;

/** {@code java -jar firstfault-agent.jar}: hands over to the command line among the hidden classes. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (!JavaVersion.isSupportedOrSaysNot()) {
            System.exit(2);
        }
        JarFile jar = new JarFile(HiddenClassLoader.ownJar(), false);
        ClassLoader hidden = new HiddenClassLoader(jar, ClassLoader.getSystemClassLoader());
        int status;
        try {
            status = (Integer) hidden.loadClass("dev.firstfault.agent.cli.CommandLine")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            System.err.println("firstfault: " + thrown.getCause());
            status = 1;
        }
        System.exit(status);
    }
}
