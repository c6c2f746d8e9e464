import dev.firstfault.collectors.jvm.LateFacts;
import dev.firstfault.collectors.jvm.Sampler;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;

/**
 * Keeps 24 MB, collects, samples for a second, and until the level that is named is known, and prints the levels, the late facts,
 * and what is degraded.
 */
public final class SamplerApp {

    private SamplerApp() {}

    public static void main(String[] arguments) throws Exception {
        byte[][] kept = new byte[24][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new byte[1 << 20];
        }
        System.gc();
        Sampler sampler = new Sampler(new Nowhere(), SamplerApp::degraded);
        Thread thread = new Thread(sampler);
        thread.setDaemon(true);
        thread.start();
        Frame frame = new Frame();
        while (frame.atNanos() < 1_000_000_000L
                || (arguments.length > 0 && !frame.has(FrameField.valueOf(arguments[0])))) {
            Thread.sleep(20);
            sampler.latest(frame);
        }
        for (FrameField field : FrameField.values()) {
            System.out.println(field + "=" + (frame.has(field) ? frame.get(field) : "unknown"));
        }
        System.out.println(LateFacts.read(SamplerApp::degraded));
        System.out.println("kept " + kept.length);
    }

    private static void degraded(String part, String why) {
        System.out.println("DEGRADED " + part);
    }

    private static final class Nowhere implements SignalSink {

        private final long origin = System.nanoTime();

        @Override
        public void record(
                SignalKind kind,
                Resource resource,
                long durationNanos,
                long v1,
                long v2,
                long v3,
                int count,
                ErrorDetail error) {}

        @Override
        public int resourceId(Resource resource) {
            return 0;
        }

        @Override
        public void frame(Frame frame) {}

        @Override
        public long nanosSinceOrigin() {
            return System.nanoTime() - origin;
        }
    }
}
