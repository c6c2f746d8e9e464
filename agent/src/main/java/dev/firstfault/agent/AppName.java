package dev.firstfault.agent;

/** A short name for the process, from the name of its main class or jar alone. */
public final class AppName {

    private AppName() {}

    /**
     * The name.
     *
     * @param command {@code sun.java.command}: only class and jar names are used, never arguments
     * @param role of the process; for a metastore its main class is looked for behind {@code RunJar}
     */
    public static String of(String command, String role) {
        if (role.equals("metastore")) {
            return "metastore";
        }
        int space = command.indexOf(' ');
        String main = space < 0 ? command : command.substring(0, space);
        if (main.endsWith(".jar")) {
            main = main.substring(main.lastIndexOf('/') + 1, main.length() - ".jar".length());
        } else {
            main = main.substring(Math.max(main.lastIndexOf('.'), main.lastIndexOf('/')) + 1);
        }
        return main.isEmpty() ? "java" : main;
    }
}
