package org.apache.hive.beeline;

/** Bears the name of Hive's command-line client, which decides whether the agent stays. Prints its arguments. */
public final class BeeLine {
    public static void main(String[] arguments) {
        System.out.println("beeline " + String.join(" ", arguments));
    }

    private BeeLine() {}
}
