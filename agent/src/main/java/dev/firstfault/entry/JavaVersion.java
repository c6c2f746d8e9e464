package dev.firstfault.entry;

/** Whether the agent can run on a JVM, by its {@code java.version}. */
final class JavaVersion {

    /** First update of 8 with JFR, and the oldest that the agent is tested for. */
    private static final int OLDEST_UPDATE_OF_8 = 262;

    private JavaVersion() {}

    static boolean isSupportedOrSaysNot() {
        String version = System.getProperty("java.version", "");
        if (isSupported(version)) {
            return true;
        }
        System.err.println("firstfault: needs Java 8u262 or newer, this is " + version);
        return false;
    }

    /** Java 9 and later. */
    static boolean hasModules() {
        return !System.getProperty("java.version", "").startsWith("1.");
    }

    /** {@code 1.8.0_504}, {@code 1.8.0_262-b10}, {@code 9}, {@code 11.0.2}, {@code 26-ea}; unknown forms count as new. */
    static boolean isSupported(String version) {
        if (!version.startsWith("1.")) {
            return true;
        }
        if (!version.startsWith("1.8.")) {
            return false;
        }
        int underscore = version.indexOf('_');
        return underscore >= 0 && leadingNumber(version.substring(underscore + 1)) >= OLDEST_UPDATE_OF_8;
    }

    private static int leadingNumber(String text) {
        int number = 0;
        for (int i = 0; i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9'; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }
}
