package dev.firstfault.agent;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.collectors.jvm.ShutdownWatch;
import dev.firstfault.signals.ProcessState;
import org.jspecify.annotations.Nullable;

/** What the agent does in the host's shutdown sequence: says that there was one, and why; then leaves. */
final class Stop implements Runnable {

    private final Recorder recorder;
    private final @Nullable BlackBoxWriter box;
    private final Ticker ticker;
    private final ShutdownWatch watch;

    Stop(Recorder recorder, @Nullable BlackBoxWriter box, Ticker ticker, ShutdownWatch watch) {
        this.watch = watch;
        this.recorder = recorder;
        this.box = box;
        this.ticker = ticker;
    }

    @Override
    public void run() {
        try {
            if (box != null) {
                box.state(ProcessState.STOPPING);
            }
            watch.run();
            ticker.stop();
            if (box != null) {
                box.drain();
                box.state(ProcessState.CLEAN);
            }
        } catch (Throwable unexpected) {
            recorder.degraded("stop", "the end may look unclean: " + unexpected);
        }
    }
}
