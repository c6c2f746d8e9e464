import java.net.InetAddress;
import java.net.UnknownHostException;

/** Ends in the way that its argument names. */
public final class EndingApp {

    private EndingApp() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "exit":
                leave();
                break;
            case "exit-in-thread":
                Thread thread = new Thread(EndingApp::leave, "leaver");
                thread.start();
                Thread.sleep(60_000);
                break;
            case "halt":
                Runtime.getRuntime().halt(9);
                break;
            case "uncaught":
                throw new IllegalStateException(
                        "cannot start", new IllegalArgumentException("Too many connections, password=hunter2 given"));
            case "uncaught-in-group":
                ThreadGroup outer = new ThreadGroup("outer");
                ThreadGroup inner = new ThreadGroup(outer, "inner");
                Thread worker = new Thread(inner, () -> { throw new IllegalStateException("lost"); }, "worker");
                worker.start();
                worker.join();
                break;
            case "term":
                System.out.println("READY");
                Thread.sleep(60_000);
                break;
            case "look-up":
                InetAddress.getByName("localhost");
                InetAddress.getByName("localhost"); // out of the cache
                InetAddress.getByName("127.0.0.1"); // no name
                try {
                    InetAddress.getByName("no-such-host.invalid");
                } catch (UnknownHostException expected) {
                    System.out.println("THROWN " + expected.getMessage());
                }
                break;
            default:
                break;
        }
    }

    private static void leave() {
        System.exit(7);
    }
}
