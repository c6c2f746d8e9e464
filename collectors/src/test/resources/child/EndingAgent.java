import dev.firstfault.bridge.Receiver;
import dev.firstfault.bridge.SignalBridge;
import dev.firstfault.collectors.jvm.EndingHooks;
import dev.firstfault.collectors.jvm.LifeSignals;
import dev.firstfault.collectors.jvm.ShutdownWatch;
import dev.firstfault.collectors.net.NameHooks;
import dev.firstfault.collectors.net.NameLookups;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.meter.Meters;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/** Wires what is under test in a JVM of its own and prints what it records. Arguments: boot jar, "hooks" or "bare". */
public final class EndingAgent {

    private EndingAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        String[] parts = arguments.split(",");
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(parts[0]));
        Wiring.connect(instrumentation, parts[1].equals("hooks"));
    }

    /** A class of its own, so that the bridge is not looked for before it is there. */
    private static final class Wiring {

        static void connect(Instrumentation instrumentation, boolean hooks) {
            SignalSink sink = new Printer();
            LifeSignals life = new LifeSignals(sink);
            SignalBridge.connect(new Both(life, new NameLookups(new Meters(), sink, Clock.SYSTEM)));
            if (hooks) {
                NameHooks.install(instrumentation, (part, why) -> System.out.println("DEGRADED " + part + ": " + why));
                EndingHooks.install(
                        instrumentation, (part, why) -> System.out.println("DEGRADED " + part + ": " + why));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(new ShutdownWatch(sink, life)));
        }
    }

    private static final class Both extends Receiver {

        private final LifeSignals life;
        private final NameLookups names;

        Both(LifeSignals life, NameLookups names) {
            this.life = life;
            this.names = names;
        }

        @Override
        public void exiting(int status) {
            life.exiting(status);
        }

        @Override
        public void halting(int status) {
            life.halting(status);
        }

        @Override
        public void uncaught(Thread thread, Throwable thrown) {
            life.uncaught(thread, thrown);
        }

        @Override
        public void nameResolving(String host) {
            System.out.println("LOOKING " + host);
            names.started();
        }

        @Override
        public void nameResolved(String host, Throwable thrown) {
            System.out.println("LOOKED " + host);
            names.ended(host, thrown);
        }
    }

    private static final class Printer implements SignalSink {

        @Override
        public void record(
                SignalKind kind,
                Resource resource,
                long durationNanos,
                long v1,
                long v2,
                long v3,
                int count,
                ErrorDetail error) {
            String name = resource == null ? "" : resource.name();
            String detail = error == null
                    ? ""
                    : error.type() + "|" + error.message() + "|" + error.thread() + "|"
                            + error.frames().replace('\n', ';');
            System.out.println("RECORD|" + kind + "|" + name + "|" + v1 + "|" + v2 + "|" + detail);
        }

        @Override
        public int resourceId(Resource resource) {
            return 0;
        }

        @Override
        public void frame(Frame frame) {}

        @Override
        public long nanosSinceOrigin() {
            return System.nanoTime();
        }
    }
}
