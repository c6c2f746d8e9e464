package dev.firstfault.collectors.flight;

import com.sun.management.ThreadMXBean;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.SignalSink;
import dev.firstfault.signals.SuppressForbidden;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/**
 * The flight recorder, with the few events that are cheap and tell what no bean does; read as it is recorded. Java 14
 * bytecode, asked for by name there only.
 *
 * <p>{@link #run} lasts as long as the process: the thread of the stream's own {@code startAsync} would keep the host alive.
 */
public final class FlightRecording implements Runnable {

    /** Collections that could not do what they should. None comes often, most never. */
    private static final List<String> TROUBLES = List.of(
            "jdk.PromotionFailed", "jdk.EvacuationFailed", "jdk.ConcurrentModeFailure", "jdk.ZAllocationStall");

    /** For whoever reads the recording of a process that died; nothing of ours reads them. */
    private static final List<String> KEPT = List.of(
            "jdk.GarbageCollection",
            "jdk.GCPhasePause",
            "jdk.GCHeapSummary",
            "jdk.JavaErrorThrow",
            "jdk.VirtualThreadPinned",
            "jdk.ContainerCPUThrottling");

    /** Events without a stack: whose it would be is the JVM's. */
    private static final List<String> OF_THE_JVM = List.of(
            "jdk.GarbageCollection",
            "jdk.GCPhasePause",
            "jdk.GCHeapSummary",
            "jdk.ContainerCPUThrottling",
            "jdk.PromotionFailed",
            "jdk.EvacuationFailed",
            "jdk.ConcurrentModeFailure");

    /** Since 16; large ones are many samples' worth, and hardly ever missed. */
    private static final String SAMPLE = "jdk.ObjectAllocationSample";

    private static final String SAMPLES_A_SECOND = "50/s";
    private static final String REQUIRED = "jdk.AllocationRequiringGC";
    private static final String OPERATION = "jdk.ExecuteVMOperation";
    private static final String STOPPING = "jdk.SafepointBegin";
    private static final Duration LONG = Duration.ofMillis(200);

    /** With the part that is being written, of 12 MB at most, 24 MB in all. */
    private static final long MOST_BYTES = 12 << 20;

    private static final Duration MOST_AGE = Duration.ofHours(1);
    private static final int FRAMES = 24;

    private final SignalSink sink;
    private final Health health;
    private final FlightSignals signals;
    private final AllocationSamples allocations;
    private final RecordingStream stream;
    private final long begunNanos;
    private final long classesBefore;
    private boolean told;

    /**
     * Starts the recorder.
     *
     * @param directory where the recording goes, unless the host has the recorder for itself
     */
    public FlightRecording(File directory, SignalSink sink, Health health) throws JMException {
        this.sink = sink;
        this.health = health;
        begunNanos = sink.nanosSinceOrigin();
        classesBefore = loadedClasses();
        boolean ofHost = FlightRecorder.isInitialized() || isSetByHost();
        prepare();
        if (!ofHost) {
            keepIn(directory);
        }
        signals = new FlightSignals(sink);
        allocations = new AllocationSamples(sink, Runtime.getRuntime().maxMemory(), allocatedByThread());
        stream = new RecordingStream();
        configure();
    }

    /**
     * The recorder first, then the class that fills its built-in events: on 17 to 22 the other order, with the host's first
     * socket in between, can end in a deadlock (JDK-8371889).
     */
    private static void prepare() {
        FlightRecorder.getFlightRecorder();
        for (String handlers : List.of("jdk.jfr.events.Handlers", "jdk.jfr.events.EventConfigurations")) {
            try {
                Class.forName(handlers, true, null);
            } catch (ClassNotFoundException anotherVersion) {
                // 17 and 18 have the one, 19 to 22 the other, later ones neither.
            }
        }
    }

    private static boolean isSetByHost() {
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-XX:FlightRecorderOptions")) {
                return true;
            }
        }
        return false;
    }

    @SuppressForbidden(
            reason =
                    "the command has no other door; and by now, long after main, the host has made its choice of a server")
    private static void keepIn(File directory) throws JMException {
        if (!directory.isDirectory() && !directory.mkdirs()) {
            throw new IllegalStateException("cannot make " + directory);
        }
        // Emptied by the recorder's own shutdown hook, which has run by then.
        directory.deleteOnExit();
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "jfrConfigure",
                        new Object[] {new String[] {"repositorypath=\"" + directory.getAbsolutePath() + '"'}},
                        new String[] {String[].class.getName()});
    }

    private void configure() {
        stream.setMaxSize(MOST_BYTES);
        stream.setMaxAge(MOST_AGE);
        stream.setReuse(true);
        stream.setOrdered(false);
        // Without one, errors go to the host's stderr.
        stream.onError(thrown -> health.degraded(FlightWitness.PART, "an event cannot be read: " + thrown));
        stream.onFlush(this::flushed);
        for (String event : KEPT) {
            enable(event);
        }
        for (String event : TROUBLES) {
            enable(event);
            stream.onEvent(event, this::trouble);
        }
        stream.enable(SAMPLE).withStackTrace().with("throttle", SAMPLES_A_SECOND);
        stream.onEvent(SAMPLE, this::sampled);
        stream.enable(REQUIRED).withStackTrace();
        stream.onEvent(REQUIRED, this::required);
        stream.enable(OPERATION).withThreshold(LONG);
        stream.onEvent(OPERATION, this::operated);
        stream.enable(STOPPING).withThreshold(LONG);
        stream.onEvent(STOPPING, event -> signals.stopped(event.getDuration().toNanos()));
    }

    private void enable(String event) {
        if (OF_THE_JVM.contains(event)) {
            stream.enable(event).withoutStackTrace();
        } else {
            stream.enable(event).withStackTrace();
        }
    }

    @Override
    public void run() {
        try {
            stream.start();
        } finally {
            stream.close();
        }
    }

    private void flushed() {
        if (!told) {
            told = true;
            signals.started(
                    System.getProperty("jdk.jfr.repository", ""),
                    sink.nanosSinceOrigin() - begunNanos,
                    loadedClasses() - classesBefore);
        }
        allocations.flushed();
    }

    private void sampled(RecordedEvent event) {
        RecordedThread thread = event.getThread();
        RecordedClass type = event.getClass("objectClass");
        if (thread != null && type != null) {
            allocations.sampled(
                    thread.getJavaThreadId(), name(thread), event.getLong("weight"), readable(type), frames(event));
        }
    }

    private void required(RecordedEvent event) {
        allocations.required(name(event.getThread()), event.getLong("size"), frames(event));
    }

    private void trouble(RecordedEvent event) {
        long bytes = event.hasField("size") ? event.getLong("size") : 0;
        signals.trouble(
                event.getEventType().getName(),
                event.getDuration().toNanos(),
                bytes,
                name(event.getThread()),
                frames(event));
    }

    private void operated(RecordedEvent event) {
        if (event.getBoolean("safepoint")) {
            RecordedThread caller = event.getValue("caller");
            signals.operated(event.getString("operation"), event.getDuration().toNanos(), name(caller));
        }
    }

    private static String name(RecordedThread thread) {
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? "" : name;
    }

    /** {@code [B} as {@code byte[]}. */
    private static String readable(RecordedClass type) {
        String name = type.getName();
        int depth = name.lastIndexOf('[') + 1;
        String element = name.substring(depth);
        if (depth > 0 && element.startsWith("L")) {
            element = element.substring(1, element.length() - 1);
        } else if (depth > 0) {
            element = Map.of("B", "byte", "C", "char", "I", "int", "J", "long", "D", "double", "F", "float", "S", "short")
                    .getOrDefault(element, "boolean");
        }
        return element + "[]".repeat(depth);
    }

    private static List<String> frames(RecordedEvent event) {
        List<String> lines = new ArrayList<>();
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                RecordedMethod method = frame.getMethod();
                if (lines.size() < FRAMES && method != null) {
                    lines.add(method.getType().getName() + '.' + method.getName() + "(line " + frame.getLineNumber() + ')');
                }
            }
        }
        return lines;
    }

    private static long loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }

    private static Map<Long, Long> allocatedByThread() {
        Map<Long, Long> allocated = new HashMap<>();
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            if (!threads.isThreadAllocatedMemorySupported() || !threads.isThreadAllocatedMemoryEnabled()) {
                return allocated;
            }
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            for (int i = 0; i < ids.length; i++) {
                allocated.put(ids[i], Math.max(0, bytes[i]));
            }
        }
        return allocated;
    }
}
