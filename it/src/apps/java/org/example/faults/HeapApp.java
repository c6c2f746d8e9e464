package org.example.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves from eight threads with some garbage for a while, then fills its heap in one of the ways there are.
 *
 * <p>Arguments: seconds to serve before; how: {@code requests} (each request leaves something behind), {@code sessions} (each thread of a
 * client that comes and stays does), {@code task} (one task collects what it reads), {@code cache} (a cache is filled to a size, and work
 * goes on), {@code large} (one array), {@code array} (one longer than there may be); KB a second; KB in all, or 0.
 */
public final class HeapApp {
    private static final List<byte[]> retained = new ArrayList<>();
    private static final CountDownLatch never = new CountDownLatch(1);
    private static volatile int kilobytesPerRequest;

    public static void main(String[] arguments) throws InterruptedException {
        String how = arguments[1];
        int perSecond = Integer.parseInt(arguments[2]);
        int most = Integer.parseInt(arguments[3]);
        System.out.println("ready");
        for (int i = 0; i < 8; i++) {
            daemon("worker-" + i, HeapApp::serve);
        }
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[0]));
        System.out.println("begins");
        switch (how) {
            case "requests":
                kilobytesPerRequest = Math.max(1, perSecond / 800);
                break;
            case "sessions":
                Pace arrivals = Pace.everyMillis(50);
                for (int i = 0; ; i++) {
                    daemon("session-" + i, () -> session(Math.max(1, perSecond / 20)));
                    arrivals.await();
                }
            case "task":
                daemon("report-1", () -> collect(perSecond, Integer.MAX_VALUE));
                break;
            case "cache":
                daemon("cache-loader-1", () -> collect(perSecond, most));
                break;
            case "large":
                retained.add(new byte[most * 1024]);
                break;
            case "array":
                System.out.println(new long[Integer.MAX_VALUE].length);
                break;
            default:
                throw new IllegalArgumentException(how);
        }
        never.await();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A request each 10 ms, with 32 KB of garbage. */
    private static void serve() {
        Pace pace = Pace.everyMillis(10);
        while (true) {
            byte[] passing = new byte[32 * 1024];
            int kept = kilobytesPerRequest;
            if (kept > 0) {
                keep(new byte[kept * 1024 + passing[0]]);
            }
            pace.await();
        }
    }

    private static void keep(byte[] bytes) {
        synchronized (retained) {
            retained.add(bytes);
        }
    }

    private static void session(int kilobytes) {
        byte[] state = new byte[kilobytes * 1024];
        try {
            never.await();
            keep(state);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads on and on, and keeps all of it by its key. */
    private static void collect(int kilobytesPerSecond, int mostKilobytes) {
        Map<Integer, byte[]> results = new HashMap<>();
        Pace pace = Pace.everyMillis(10);
        int collected = 0;
        for (int row = 0; ; row++) {
            int due = (int) Math.min(mostKilobytes, (long) (row + 1) * kilobytesPerSecond / 100);
            while (collected < due) {
                results.put(collected, new byte[8 * 1024]);
                collected += 8;
            }
            if (collected > 0 && !results.containsKey(0)) {
                throw new IllegalStateException("a row is gone");
            }
            pace.await();
        }
    }

    private HeapApp() {}
}
