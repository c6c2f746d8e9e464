package dev.firstfault.diagnosis.rules;

/** What stack frames say: lines as {@code com.example.Main.run(Main.java:7)}, innermost first. */
final class Frames {

    private static final String[] OUTPUT = {
        "FileOutputStream.writeBytes", "FileDispatcherImpl.write", "FileOutputStream.write", "PrintStream.write"
    };

    private static final String[] SOCKET = {
        "SocketInputStream.", "SocketDispatcher.read", "NioSocketImpl.", "Socket.connect", "SSLSocketInputRecord."
    };

    private Frames() {}

    /** Whether the innermost frames write to a file, a pipe or a terminal. */
    static boolean output(String frames) {
        return anyOf(OUTPUT, frames);
    }

    /** Whether the innermost frames wait for a peer. */
    static boolean socket(String frames) {
        return anyOf(SOCKET, frames);
    }

    private static boolean anyOf(String[] names, String frames) {
        for (String name : names) {
            if (frames.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The first frame of the application as a sentence: {@code " At com.example.Main.run(Main.java:7)."}; or empty. */
    static String at(String frames) {
        String first = "";
        for (String line : frames.split("\n", -1)) {
            String frame = line.trim();
            boolean library = frame.startsWith("java.") || frame.startsWith("jdk.") || frame.startsWith("sun.");
            if (!frame.isEmpty() && (first.isEmpty() || !library)) {
                first = frame;
                if (!library) {
                    break;
                }
            }
        }
        return first.isEmpty() ? "" : " At " + first + ".";
    }
}
