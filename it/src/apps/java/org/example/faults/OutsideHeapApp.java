package org.example.faults;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * Serves without trouble for a while, then uses up something that is not heap, so much of it each second. What is refused is printed once,
 * as {@code refused: ...}, and asked for again, as servers do.
 *
 * <p>Arguments: seconds to serve before; what: {@code loaders} (the same class again and again, each in a loader of its own), {@code
 * classes} (ever other ones), {@code compiled} (ever other ones, made hot), {@code direct} and {@code touched} (KB of buffers; the latter
 * are written to), {@code heap} (KB), {@code threads}, {@code shortThreads} (which end), {@code files}, {@code spin} (threads that compute); how many a second; how many
 * in all, or 0.
 */
public final class OutsideHeapApp {
    private static final List<Object> retained = new ArrayList<>();
    private static final CopyingLoader shared = new CopyingLoader();
    private static final CountDownLatch never = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        String what = arguments[1];
        int perSecond = Integer.parseInt(arguments[2]);
        int most = Integer.parseInt(arguments[3]);
        System.out.println("ready");
        serve(Integer.parseInt(arguments[0]));
        System.out.println("begins");
        Pace pace = Pace.everyMillis(50);
        boolean refused = false;
        int taken = 0;
        for (int beat = 1; ; beat++) {
            int due = (int) Math.min((long) beat * perSecond / 20, most == 0 ? Integer.MAX_VALUE : most);
            try {
                while (taken < due) {
                    take(what, taken, Math.max(1, perSecond / 20));
                    taken += what.equals("direct") || what.equals("touched") || what.equals("heap")
                            ? Math.max(1, perSecond / 20)
                            : 1;
                }
            } catch (OutOfMemoryError | IOException refusal) {
                if (!refused) {
                    System.out.println("refused: " + refusal);
                }
                refused = true;
                taken = due;
            }
            retained.add(new byte[16]);
            pace.await();
        }
    }

    private static void serve(int seconds) {
        Pace pace = Pace.everyMillis(10);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        byte[] passing = new byte[0];
        while (System.nanoTime() < end) {
            passing = Arrays.copyOf(passing, 64 * 1024);
            pace.await();
        }
    }

    private static void take(String what, int number, int kilobytes) throws IOException, OutOfMemoryError {
        switch (what) {
            case "loaders":
                retained.add(new CopyingLoader().define(CopyingLoader.Handler.class.getName()));
                return;
            case "classes":
                retained.add(shared.define(CopyingLoader.name(number)));
                return;
            case "compiled":
                compile(number);
                return;
            case "direct":
                retained.add(ByteBuffer.allocateDirect(kilobytes * 1024));
                return;
            case "touched":
                ByteBuffer buffer = ByteBuffer.allocateDirect(kilobytes * 1024);
                for (int i = 0; i < buffer.capacity(); i += 4096) {
                    buffer.put(i, (byte) 1);
                }
                retained.add(buffer);
                return;
            case "heap":
                retained.add(new byte[kilobytes * 1024]);
                return;
            case "threads":
                thread("session-" + number, OutsideHeapApp::waitForEver);
                return;
            case "shortThreads":
                thread("request-" + number, () -> {});
                return;
            case "spin":
                thread("worker-" + number, OutsideHeapApp::compute);
                return;
            case "files":
                retained.add(new FileInputStream("/proc/self/stat"));
                return;
            default:
                throw new IllegalArgumentException(what);
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitForEver() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void compute() {
        long sum = 0;
        for (long i = 0; sum != Long.MIN_VALUE; i++) {
            sum = 31 * sum + i | 1;
        }
    }

    private static void compile(int number) throws IOException {
        try {
            IntUnaryOperator made = (IntUnaryOperator)
                    shared.define(CopyingLoader.name(number)).getConstructor().newInstance();
            int sum = 0;
            for (int i = 0; i < 3_000; i++) {
                sum += made.applyAsInt(i);
            }
            retained.add(made);
            retained.add(sum);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private OutsideHeapApp() {}
}
