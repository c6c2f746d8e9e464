package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LatestFrameTest {

    @Test
    void readerNeverSeesHalfOfOneFrameAndHalfOfTheNext() throws Exception {
        LatestFrame latest = new LatestFrame();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            Frame frame = new Frame();
            for (long n = 0; !done.get(); n++) {
                frame.atNanos(n);
                for (int i = 0; i < FrameField.CAPACITY; i++) {
                    frame.raw(i, n);
                }
                latest.publish(frame);
            }
        });
        writer.start();
        try {
            Frame copy = new Frame();
            int copied = 0;
            while (copied < 10_000) {
                if (latest.copyTo(copy)) {
                    copied++;
                    for (int i = 0; i < FrameField.CAPACITY; i++) {
                        assertThat(copy.raw(i)).isEqualTo(copy.atNanos());
                    }
                } else {
                    Thread.onSpinWait();
                }
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    @Test
    void beforeTheFirstFrameThereIsNothing() {
        assertThat(new LatestFrame().copyTo(new Frame())).isFalse();
    }
}
