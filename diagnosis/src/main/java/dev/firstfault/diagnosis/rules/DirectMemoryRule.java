package dev.firstfault.diagnosis.rules;

import dev.firstfault.diagnosis.graph.Evidence;
import dev.firstfault.diagnosis.graph.Node;
import dev.firstfault.diagnosis.graph.Subject;
import dev.firstfault.diagnosis.onset.FrameLevel;
import dev.firstfault.diagnosis.onset.OutsideHeap.Refusal;
import dev.firstfault.diagnosis.verdict.Confidence;
import dev.firstfault.diagnosis.verdict.FaultKind;
import dev.firstfault.diagnosis.verdict.Words;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import java.util.Locale;

/** Direct buffers take all the memory that they may. */
final class DirectMemoryRule extends Rule {

    private static final long S = 1_000_000_000L;

    /** HotSpot 8 to 26, Netty. */
    private static final String[] WORDS = {"direct buffer memory", "direct memory"};

    DirectMemoryRule() {
        super(
                FaultKind.DIRECT_MEMORY,
                Node.DIRECT_FULL,
                "the JVM refused a direct buffer, or direct buffers have held 97 % of what they may for 20 s",
                "it refused one, while they held four fifths of what they may, or the one asked for more than was left");
    }

    @Override
    public void examine(Evidence evidence, Findings findings) {
        long limit = limit(evidence);
        FrameLevel direct = FrameLevel.of(evidence.heap(), FrameField.DIRECT, evidence.endNanos());
        Refusal refusal = evidence.outsideHeap().refusal(WORDS);
        long full = limit <= 0 || !direct.known() ? -1 : direct.aboveAt(limit / 100 * 97);
        if (refusal == null) {
            if (full >= 0 && evidence.endNanos() - full >= 20 * S) {
                add(
                        findings,
                        subject(),
                        full,
                        S,
                        Confidence.MEDIUM,
                        held(direct, limit) + ".",
                        "whether a buffer was refused since: the application's log");
            }
            return;
        }
        long last = evidence.outsideHeap().lastRefusal(WORDS);
        boolean over =
                evidence.timeline().alive() && evidence.endNanos() - last > 300 * S && direct.last() < limit / 10 * 8;
        if (over) {
            return;
        }
        boolean nearlyFull = limit > 0 && direct.known() && direct.top() >= limit / 10 * 8;
        boolean own = refusal.error().message().toLowerCase(Locale.ROOT).contains("limit:");
        boolean grew = direct.known() && direct.slope().rises() && direct.riseNanos() >= 2 * S;
        long at = grew ? Math.min(direct.riseAt(), refusal.atNanos()) : refusal.atNanos();
        add(
                findings,
                subject(),
                at,
                S,
                nearlyFull || own ? Confidence.HIGH : Confidence.MEDIUM,
                "The JVM refused a direct buffer (" + refusal.error().message() + ")"
                        + (direct.known() && limit > 0 ? "; " + held(direct, limit) : "") + "."
                        + Frames.at(refusal.error().frames()),
                "how much direct memory the process used: -XX:NativeMemoryTracking=summary and jcmd <pid> VM.native_memory");
    }

    private static String held(FrameLevel direct, long limit) {
        return "direct buffers held " + Words.bytes(direct.top()) + " of the " + Words.bytes(limit) + " they may";
    }

    /** {@code -XX:MaxDirectMemorySize}; without it, as much as the heap. */
    private static long limit(Evidence evidence) {
        long flag = evidence.outsideHeap().flag("MaxDirectMemorySize", 0);
        return flag > 0 ? flag : evidence.timeline().process().number(ProcessInfo.MAX_HEAP_BYTES, -1);
    }

    private static Subject subject() {
        return Subject.process("direct-memory");
    }
}
