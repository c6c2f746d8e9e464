package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.Health;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.SignalKind;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the black box of this process. Layout: {@link BoxFormat}.
 *
 * <p>{@link #signal}, {@link #error} and {@link #resource} may be called by any thread of the host: they wait for another
 * writer a tenth of a second at most, and that only once while the disk hangs; they never throw, and allocate nothing for
 * what is already known. {@link #frame} and {@link #heartbeat} belong to one agent thread. What could not be written is
 * counted, {@link #signalsDropped()}.
 *
 * <p>Everything goes by positioned writes of a {@link java.io.RandomAccessFile}: those survive the death of the process
 * as a mapping does, cannot fault, and do not care for {@link Thread#interrupt}.
 */
public final class BlackBoxWriter implements Closeable {

    /** The value of {@code part} in {@link Health#degraded}. */
    public static final String PART = "black-box";

    private static final long CHECK_NANOS = 1_000_000_000L;

    private final BoxFile file;
    private final long epoch;
    private final long originEpochMillis;
    private volatile ProcessInfo info;
    private volatile Map<String, String> claim = Collections.emptyMap();

    private final SignalLog signals;

    /** Guarded by the file's lock. */
    private final RecordSeal infoSeal;

    private int infoSequence;

    /** Guards what follows; taken before the file lock. */
    private final ReentrantLock headerLock = new ReentrantLock();

    private final HeaderEncoder header;
    private volatile long heartbeatNanos;
    private volatile long startTicks;
    private volatile ProcessState state = ProcessState.STARTING;

    private volatile long frameSequence;
    private long nextCheckNanos = Long.MIN_VALUE;

    /** Made with the first frame: the start of the JVM has no time for its class. */
    private @Nullable FrameEncoder frames;

    private volatile @Nullable Health health;

    private BlackBoxWriter(BoxFile file, ProcessInfo info, long epoch, long originEpochMillis) {
        this.file = file;
        this.info = info;
        this.epoch = epoch;
        this.originEpochMillis = originEpochMillis;
        signals = new SignalLog(file, epoch);
        infoSeal = new RecordSeal(epoch);
        header = new HeaderEncoder(epoch);
    }

    /**
     * Creates the file in its full size, zeros really written, so that the disk cannot be full later.
     *
     * @param file must not exist yet, see {@link BoxFiles#name}
     * @param info what is known already, see {@link #info}
     * @param originNanos {@link dev.firstfault.signals.Clock#nanos()} at the origin of the timeline
     * @param originEpochMillis the wall clock at the same moment
     * @param epoch a random number, another one for every box
     * @throws IOException where the file exists or cannot be written whole; nothing is left behind then
     */
    public static BlackBoxWriter create(
            File file, ProcessInfo info, long originNanos, long originEpochMillis, long epoch) throws IOException {
        BoxFile created = BoxFile.create(file);
        try {
            BlackBoxWriter writer = new BlackBoxWriter(created, info, epoch, originEpochMillis);
            writer.writeInfo();
            writer.writeState();
            writer.writeIdentity(originNanos);
            return writer;
        } catch (IOException | RuntimeException | Error failed) {
            created.discard();
            throw failed;
        }
    }

    /**
     * Locks the file, and writes down what tells others whether this process lives. Agent thread only, once the host
     * runs: before, and where this fails, everything is written all the same.
     */
    public void claim(Health reportTo) {
        health = reportTo;
        startTicks = ProcStat.startTicks("self");
        signals.queue();
        boolean locked = false;
        try {
            locked = file.claim();
        } catch (IOException | RuntimeException failed) {
            reportTo.degraded(PART, "the box cannot be locked: " + failed);
        }
        claim = ClaimFacts.read(locked);
        info(info);
    }

    /** Rewrites the process info, for facts that were not known at the start. Values that do not fit are left out. */
    public void info(ProcessInfo amended) {
        Map<String, String> facts = new LinkedHashMap<>(amended.values());
        facts.putAll(claim);
        info = new ProcessInfo(facts);
        if (file.isClosed()) {
            return;
        }
        try {
            writeInfo();
        } catch (IOException failed) {
            degraded("the process info could not be written: " + failed);
        }
    }

    /**
     * The id of the resource, 1 to 256. Beyond its kind's share of the room, that of the kind's one {@code other}. Any
     * thread.
     */
    public int resource(Resource resource) {
        return signals.resources.idOf(resource);
    }

    /** The id of the distinct error, 1 to 48; 0 when there is no room for another one. Any thread. */
    public int error(@Nullable Resource resource, ErrorDetail detail) {
        return signals.error(new RecordedError(resource == null ? 0 : resource(resource), detail));
    }

    /**
     * Writes a signal, see {@link dev.firstfault.signals.Signal}. Any thread. In the file when this returns, unless that
     * is stuck: then it waits in a queue for {@link #drain()} or for the next signal.
     *
     * @param resourceId as {@link #resource} gave it, or 0
     * @param errorId as {@link #error} gave it, or 0
     */
    public void signal(
            SignalKind kind,
            int resourceId,
            long atNanos,
            long durationNanos,
            long v1,
            long v2,
            long v3,
            int count,
            int errorId) {
        long references = EventFormat.references(kind.id(), errorId, resourceId, count);
        signals.signal(atNanos, durationNanos, v1, v2, v3, references);
    }

    /** Writes the signals and slots that found the file busy, unless it is busy now. Agent threads. */
    public void drain() {
        try {
            signals.drain();
        } catch (IOException failed) {
            degraded("the box could not be written: " + failed);
        }
    }

    /** Writes a frame into the fine ring, the first one of a minute also into the coarse one. Agent thread only. */
    public void frame(Frame frame) {
        if (file.isClosed()) {
            return;
        }
        FrameEncoder encoder = frames;
        if (encoder == null) {
            encoder = new FrameEncoder(epoch);
            frames = encoder;
        }
        long sequence = frameSequence + 1;
        store(encoder.fine(frame, sequence), encoder.record(), FrameFormat.SIZE);
        frameSequence = sequence;
        if (encoder.beginsMinute(frame)) {
            store(encoder.coarse(frame), encoder.record(), FrameFormat.SIZE);
        }
    }

    /** Says that the agent runs. Once a frame is often enough. Agent thread only; once a second it looks after the file. */
    public void heartbeat(long atNanos) {
        if (file.isClosed()) {
            return;
        }
        if (atNanos >= nextCheckNanos) {
            nextCheckNanos = atNanos + CHECK_NANOS;
            checkFile();
        }
        if (!file.isClosed() && headerLock.tryLock()) {
            try {
                heartbeatNanos = atNanos;
                store(nextHeader(), header.record(), HeaderFormat.STATE_SIZE);
            } finally {
                headerLock.unlock();
            }
        }
    }

    /** Records how far the process came, in both headers. Any thread, shutdown hooks too; gives up after a moment. */
    public void state(ProcessState next) {
        state = next;
        drain();
        if (file.isClosed() || !BoxFile.lockBriefly(headerLock)) {
            return;
        }
        try {
            writeState();
        } catch (IOException failed) {
            degraded("the process state could not be written: " + failed);
        } finally {
            headerLock.unlock();
        }
    }

    /** Signals written so far. */
    public long signalsWritten() {
        return signals.written();
    }

    /** Signals that could not be written: the queue was full, or the file failed. */
    public long signalsDropped() {
        return signals.dropped();
    }

    /** The process info as it is in the box. */
    ProcessInfo process() {
        return info;
    }

    public File file() {
        return file.path();
    }

    /** Writes what is queued and closes the file. All later calls do nothing. */
    @Override
    public void close() {
        drain();
        file.close();
    }

    /** Reads from the file, for {@link OwnBoxReader}. */
    void read(int offset, byte[] into, int length) throws IOException {
        file.read(offset, into, length);
    }

    long framesWritten() {
        return frameSequence;
    }

    int resourcesStored() {
        return signals.resources.storedCount();
    }

    int errorsStored() {
        return signals.errors.storedCount();
    }

    long epoch() {
        return epoch;
    }

    long originEpochMillis() {
        return originEpochMillis;
    }

    long lastHeartbeatNanos() {
        return heartbeatNanos;
    }

    ProcessState currentState() {
        return state;
    }

    private void checkFile() {
        if (file.isCut()) {
            file.close();
            degraded("the box was cut while in use; nothing more is recorded");
        } else if (!file.isInPlace()) {
            degraded(
                    "the box was deleted, or its directory cannot be entered any more; nobody will find what is recorded");
        }
    }

    private void degraded(String why) {
        Health reportTo = health;
        if (reportTo != null) {
            reportTo.degraded(PART, why);
        }
    }

    private void store(int offset, byte[] record, int length) {
        try {
            file.put(offset, record, length);
        } catch (IOException failed) {
            checkFile();
            if (!file.isClosed()) {
                degraded("the box could not be written: " + failed);
            }
        }
    }

    /** Last of all, A after B: a file that begins with the magic is complete. */
    private void writeIdentity(long originNanos) throws IOException {
        byte[] identity =
                HeaderEncoder.identity(epoch, originEpochMillis, originNanos, info.number(ProcessInfo.PID, 0));
        file.write(BoxFormat.HEADER_B, identity, identity.length);
        file.write(BoxFormat.HEADER_A, identity, identity.length);
    }

    private void writeInfo() throws IOException {
        if (!BoxFile.lockBriefly(file.lock())) {
            return;
        }
        try {
            infoSequence++;
            byte[] record = InfoText.record(info, infoSequence, epoch, originEpochMillis);
            infoSeal.seal(record, record.length, InfoFormat.TAG);
            file.write((infoSequence & 1) == 1 ? BoxFormat.INFO_A : BoxFormat.INFO_B, record, record.length);
        } finally {
            file.lock().unlock();
        }
    }

    /** Under the header lock, but for the start. */
    private void writeState() throws IOException {
        for (int copy = 0; copy < 2; copy++) {
            file.write(nextHeader(), header.record(), HeaderFormat.STATE_SIZE);
        }
    }

    private int nextHeader() {
        return header.next(state, heartbeatNanos, signals.written(), signals.dropped(), startTicks);
    }
}
