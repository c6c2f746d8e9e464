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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the black box of this process. Layout: {@link BoxFormat}.
 *
 * <p>{@link #signal}, {@link #error} and {@link #resource} may be called by any thread of the host: they never block on
 * a lock, never throw, and allocate nothing for what is already known. {@link #frame} and {@link #heartbeat} belong to
 * one agent thread. What could not be written is counted, {@link #signalsDropped()}.
 *
 * <p>Signals, slots and states go by positioned writes of a {@link java.io.RandomAccessFile}: those survive the death
 * of the process as a mapping does, cannot fault, and do not care for {@link Thread#interrupt}. Frames and heartbeats
 * go through the mapping once there is one.
 */
public final class BlackBoxWriter implements Closeable {

    /** The value of {@code part} in {@link Health#degraded}. */
    public static final String PART = "black-box";

    /** Queued signals that a writing thread takes along: 8 writes of some 4 µs. */
    private static final int HELPED_PER_SIGNAL = 8;

    private static final long CHECK_NANOS = 1_000_000_000L;

    private final BoxFile file;
    private final long epoch;
    private final long originEpochMillis;
    private volatile ProcessInfo info;

    private final SlotTable<Resource> resources = new SlotTable<>(BoxFormat.RESOURCE_CAPACITY);
    private final SlotTable<RecordedError> errors = new SlotTable<>(BoxFormat.ERROR_CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    /** Guards the file's position and what follows. */
    private final ReentrantLock fileLock;

    private final RecordSeal seal;
    private final byte[] event = new byte[EventFormat.SIZE];
    private final long[] queued = new long[SignalQueue.WORDS];
    private volatile long eventSequence;
    private int infoSequence;

    /** Guards what follows; taken before the file lock. */
    private final ReentrantLock headerLock = new ReentrantLock();

    private final HeaderEncoder header;
    private volatile long heartbeatNanos;
    private volatile long startTicks;
    private volatile ProcessState state = ProcessState.STARTING;

    private volatile long frameSequence;
    private long nextCheckNanos = Long.MIN_VALUE;

    // Made when first needed: the start of the JVM has no time for their classes.
    private @Nullable FrameEncoder frames;
    private @Nullable SlotEncoder slots;
    private volatile @Nullable SignalQueue queue;

    private volatile @Nullable Health health;
    private volatile boolean stopped;

    private BlackBoxWriter(BoxFile file, ProcessInfo info, long epoch, long originEpochMillis) {
        this.file = file;
        this.info = info;
        this.fileLock = file.lock();
        this.epoch = epoch;
        this.originEpochMillis = originEpochMillis;
        seal = new RecordSeal(epoch);
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

    /** Maps and locks the file; before and without this, everything is written to it directly. Agent thread only. */
    public void map(Health reportTo) {
        health = reportTo;
        startTicks = ProcStat.startTicks("self");
        queue();
        try {
            file.map();
        } catch (IOException | RuntimeException failed) {
            reportTo.degraded(PART, "the box cannot be mapped, it is written directly: " + failed);
        }
    }

    /** Rewrites the process info, for facts that were not known at the start. Values that do not fit are left out. */
    public void info(ProcessInfo amended) {
        info = amended;
        if (stopped) {
            return;
        }
        try {
            writeInfo();
        } catch (IOException failed) {
            degraded("the process info could not be written: " + failed);
        }
    }

    /** The id of the resource, 1 to 256; 0 when there is no room for another one. Any thread. */
    public int resource(Resource resource) {
        return resources.idOf(resource);
    }

    /** The id of the distinct error, 1 to 48; 0 when there is no room for another one. Any thread. */
    public int error(@Nullable Resource resource, ErrorDetail detail) {
        int id = errors.idOf(new RecordedError(resource == null ? 0 : resource(resource), detail));
        if (!stopped && fileLock.tryLock()) {
            try {
                writeSlots();
            } catch (IOException failed) {
                // Tried again before the next signal is written.
            } finally {
                fileLock.unlock();
            }
        }
        return id;
    }

    /**
     * Writes a signal, see {@link dev.firstfault.signals.Signal}. Any thread; allocates nothing. If the file is busy,
     * the signal waits in a queue for {@link #drain()} or for the next signal.
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
        if (stopped) {
            dropped.incrementAndGet();
        } else if (fileLock.tryLock()) {
            try {
                writeEvent(atNanos, durationNanos, v1, v2, v3, references);
                writeQueued(HELPED_PER_SIGNAL);
            } finally {
                fileLock.unlock();
            }
        } else if (!queue().offer(atNanos, durationNanos, v1, v2, v3, references)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes the signals and slots that found the file busy, unless it is busy now. Agent threads. */
    public void drain() {
        if (!stopped && fileLock.tryLock()) {
            try {
                writeSlots();
                writeQueued(SignalQueue.CAPACITY);
            } catch (IOException failed) {
                degraded("the box could not be written: " + failed);
            } finally {
                fileLock.unlock();
            }
        }
    }

    /** Writes a frame into the fine ring, the first one of a minute also into the coarse one. Agent thread only. */
    public void frame(Frame frame) {
        if (stopped) {
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
        if (stopped) {
            return;
        }
        if (atNanos >= nextCheckNanos) {
            nextCheckNanos = atNanos + CHECK_NANOS;
            checkFile();
        }
        if (!stopped && headerLock.tryLock()) {
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
        if (stopped || !BoxFile.lockBriefly(headerLock)) {
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

    /**
     * Gives the mapping up and goes on with direct writes. For the agent thread that caught an {@link InternalError}
     * out of the blue: the JVM may report a failed mapped access late.
     */
    public void mappingFailed(Throwable why) {
        if (file.unmap()) {
            degraded("the mapped box could not be accessed, it is written directly: " + why);
        }
    }

    /** Signals written so far. */
    public long signalsWritten() {
        return eventSequence;
    }

    /** Signals that could not be written: the queue was full, or the file failed. */
    public long signalsDropped() {
        return dropped.get();
    }

    public File file() {
        return file.path();
    }

    /** Writes what is queued and closes the file. All later calls do nothing. */
    @Override
    public void close() {
        drain();
        stop();
    }

    /** Reads from the file, for {@link OwnBoxReader}. */
    void read(int offset, byte[] into, int length) throws IOException {
        file.read(offset, into, length);
    }

    long framesWritten() {
        return frameSequence;
    }

    int resourcesStored() {
        return resources.storedCount();
    }

    int errorsStored() {
        return errors.storedCount();
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

    ProcessInfo currentInfo() {
        return info;
    }

    private void stop() {
        stopped = true;
        file.close();
    }

    private SignalQueue queue() {
        SignalQueue present = queue;
        return present == null ? openQueue() : present;
    }

    private synchronized SignalQueue openQueue() {
        SignalQueue present = queue;
        if (present == null) {
            present = new SignalQueue();
            queue = present;
        }
        return present;
    }

    private void checkFile() {
        if (!file.intact()) {
            stop();
            degraded("the box was deleted or cut while in use; nothing more is recorded");
        }
    }

    private void degraded(String why) {
        Health reportTo = health;
        if (reportTo != null) {
            reportTo.degraded(PART, why);
        }
    }

    /** Through the mapping, else directly. */
    private void store(int offset, byte[] record, int length) {
        try {
            file.put(offset, record, length);
        } catch (InternalError unbacked) {
            mappingFailed(unbacked);
        } catch (IOException failed) {
            degraded("the box could not be written: " + failed);
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
        if (!BoxFile.lockBriefly(fileLock)) {
            return;
        }
        try {
            infoSequence++;
            byte[] record = InfoText.record(info, infoSequence, epoch, originEpochMillis);
            seal.seal(record, record.length, InfoFormat.TAG);
            file.write((infoSequence & 1) == 1 ? BoxFormat.INFO_A : BoxFormat.INFO_B, record, record.length);
        } finally {
            fileLock.unlock();
        }
    }

    /** Under the header lock, but for the start. */
    private void writeState() throws IOException {
        for (int copy = 0; copy < 2; copy++) {
            file.write(nextHeader(), header.record(), HeaderFormat.STATE_SIZE);
        }
    }

    private int nextHeader() {
        return header.next(state, heartbeatNanos, eventSequence, dropped.get(), startTicks);
    }

    /** Under the file lock. */
    private void writeSlots() throws IOException {
        if (resources.nextToStore() == 0 && errors.nextToStore() == 0) {
            return;
        }
        SlotEncoder encoder = slots;
        if (encoder == null) {
            encoder = new SlotEncoder(epoch);
            slots = encoder;
        }
        for (int id = resources.nextToStore(); id != 0; id = resources.nextToStore()) {
            file.write(encoder.resource(id, resources.get(id)), encoder.slot(), ResourceFormat.SIZE);
            resources.stored();
        }
        for (int id = errors.nextToStore(); id != 0; id = errors.nextToStore()) {
            file.write(encoder.error(id, errors.get(id)), encoder.slot(), ErrorFormat.SIZE);
            errors.stored();
        }
    }

    /** Under the file lock. */
    private void writeQueued(int most) {
        SignalQueue waiting = queue;
        for (int i = 0; waiting != null && i < most && waiting.poll(queued); i++) {
            writeEvent(queued[0], queued[1], queued[2], queued[3], queued[4], queued[5]);
        }
    }

    /** Under the file lock. Slots first: what is referred to is in the file before the reference. */
    private void writeEvent(long atNanos, long durationNanos, long v1, long v2, long v3, long references) {
        long written = eventSequence;
        LittleEndian.putLong(event, EventFormat.SEQUENCE, written + 1);
        LittleEndian.putLong(event, EventFormat.AT_NANOS, atNanos);
        LittleEndian.putLong(event, EventFormat.DURATION, durationNanos);
        LittleEndian.putLong(event, EventFormat.V1, v1);
        LittleEndian.putLong(event, EventFormat.V2, v2);
        LittleEndian.putLong(event, EventFormat.V3, v3);
        LittleEndian.putLong(event, EventFormat.REFERENCES, references);
        seal.seal(event, EventFormat.SIZE, EventFormat.TAG);
        try {
            writeSlots();
            int slotIndex = (int) (written % BoxFormat.EVENT_CAPACITY);
            file.write(BoxFormat.EVENTS + slotIndex * EventFormat.SIZE, event, EventFormat.SIZE);
            eventSequence = written + 1;
        } catch (IOException | OutOfMemoryError failed) {
            dropped.incrementAndGet();
        }
    }
}
