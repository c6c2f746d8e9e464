package org.example.faults;

/** Does nothing for a while, with nothing to hook. Argument: seconds. */
public final class SleepApp {
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("ready");
        Thread.sleep(Long.parseLong(arguments[0]) * 1_000);
    }

    private SleepApp() {}
}
