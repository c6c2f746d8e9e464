package dev.firstfault.blackbox;

import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;

/** The front of a box, read: whose it is and how far its process came. */
final class BoxIdentity {

    private final BoxBytes box;
    private final boolean live;
    private final DamageLog damage;

    final long epoch;
    final long originEpochMillis;
    final long pid;
    final ProcessInfo info;

    ProcessState state = ProcessState.STARTING;
    boolean stateKnown;
    long heartbeatNanos;
    long signalsDropped;
    long startTicks;

    /** @param live whether its process still writes: what is half-written then is no damage */
    BoxIdentity(BoxBytes box, boolean live, DamageLog damage) {
        this.box = box;
        this.live = live;
        this.damage = damage;
        boolean wholeA = holds(BoxFormat.HEADER_A, "A");
        boolean wholeB = holds(BoxFormat.HEADER_B, "B");
        int page = wholeA || !wholeB ? BoxFormat.HEADER_A : BoxFormat.HEADER_B;
        epoch = wholeA || wholeB ? box.getLong(page + HeaderFormat.EPOCH) : mostLikelyEpoch();
        RecordSeal seal = new RecordSeal(epoch);
        int infoAt = newerInfo(seal);
        if (infoAt < 0) {
            damage.note("process info: no readable copy");
            info = InfoText.decode("");
        } else {
            info = InfoText.decode(box.text(infoAt + InfoFormat.TEXT, box.getInt(infoAt + InfoFormat.LENGTH)));
        }
        if (wholeA || wholeB) {
            originEpochMillis = box.getLong(page + HeaderFormat.ORIGIN_EPOCH_MILLIS);
            pid = box.getLong(page + HeaderFormat.PID);
            noteVersion(page);
        } else {
            originEpochMillis = infoAt < 0
                    ? info.number(ProcessInfo.START_EPOCH_MILLIS, 0)
                    : box.getLong(infoAt + InfoFormat.ORIGIN_EPOCH_MILLIS);
            pid = info.number(ProcessInfo.PID, 0);
        }
        readState(seal);
    }

    private boolean holds(int page, String copy) {
        boolean holds = box.identityHolds(page);
        if (!holds) {
            damage.note("header " + copy + ": the identity is damaged");
        }
        return holds;
    }

    private void noteVersion(int page) {
        int version = box.getInt(page + HeaderFormat.VERSION);
        int flags = box.getInt(page + HeaderFormat.INCOMPATIBLE);
        if (box.getLong(page) != HeaderFormat.MAGIC || version != BoxFormat.VERSION || flags != 0) {
            damage.note("written in format " + version + " (flags " + flags + "), read as format " + BoxFormat.VERSION);
        }
    }

    /** Without an identity: the epoch under which most of what lies there holds. */
    private long mostLikelyEpoch() {
        int[] places = {
            BoxFormat.HEADER_A + HeaderFormat.EPOCH,
            BoxFormat.HEADER_B + HeaderFormat.EPOCH,
            BoxFormat.INFO_A + InfoFormat.EPOCH,
            BoxFormat.INFO_B + InfoFormat.EPOCH
        };
        long best = 0;
        int most = 0;
        for (int place : places) {
            int whole = wholeSignalsAndFrames(new RecordSeal(box.getLong(place)));
            if (whole > most) {
                most = whole;
                best = box.getLong(place);
            }
        }
        if (most == 0) {
            damage.note("no copy of the epoch is left: no record can be told from noise");
        }
        return best;
    }

    private int wholeSignalsAndFrames(RecordSeal seal) {
        int whole = newerInfoAt(seal) < 0 ? 0 : 1;
        for (int i = 0; i < BoxFormat.EVENT_CAPACITY; i++) {
            int at = BoxFormat.EVENTS + i * EventFormat.SIZE;
            if (box.content(at, EventFormat.SIZE, EventFormat.TAG, seal) == BoxBytes.Content.WHOLE) {
                whole++;
            }
        }
        for (int i = 0; i < BoxFormat.FINE_FRAME_CAPACITY; i++) {
            int at = BoxFormat.FINE_FRAMES + i * FrameFormat.SIZE;
            if (box.content(at, FrameFormat.SIZE, FrameFormat.FINE_TAG, seal) == BoxBytes.Content.WHOLE) {
                whole++;
            }
        }
        return whole;
    }

    private int newerInfo(RecordSeal seal) {
        for (int at : new int[] {BoxFormat.INFO_A, BoxFormat.INFO_B}) {
            if (!infoHolds(at, seal) && !live && !box.isZero(at, BoxFormat.INFO_SIZE)) {
                damage.skipped(1, at == BoxFormat.INFO_A ? "process info A" : "process info B");
            }
        }
        return newerInfoAt(seal);
    }

    private int newerInfoAt(RecordSeal seal) {
        boolean wholeA = infoHolds(BoxFormat.INFO_A, seal);
        boolean wholeB = infoHolds(BoxFormat.INFO_B, seal);
        if (wholeA && wholeB) {
            int newer = box.getInt(BoxFormat.INFO_A + InfoFormat.SEQUENCE)
                    - box.getInt(BoxFormat.INFO_B + InfoFormat.SEQUENCE);
            return newer > 0 ? BoxFormat.INFO_A : BoxFormat.INFO_B;
        }
        return wholeA ? BoxFormat.INFO_A : wholeB ? BoxFormat.INFO_B : -1;
    }

    private boolean infoHolds(int at, RecordSeal seal) {
        int length = box.getInt(at + InfoFormat.LENGTH);
        return length >= 0
                && length <= InfoFormat.MAX_TEXT
                && box.content(at, InfoFormat.TEXT + length, InfoFormat.TAG, seal) == BoxBytes.Content.WHOLE;
    }

    private void readState(RecordSeal seal) {
        long newest = 0;
        for (int page : new int[] {BoxFormat.HEADER_A, BoxFormat.HEADER_B}) {
            int at = page + HeaderFormat.STATE_BLOCK;
            BoxBytes.Content content = box.content(at, HeaderFormat.STATE_SIZE, HeaderFormat.STATE_TAG, seal);
            if (content == BoxBytes.Content.WHOLE) {
                long sequence = box.getLong(at + HeaderFormat.STATE_SEQUENCE);
                if (sequence > newest) {
                    newest = sequence;
                    stateKnown = true;
                    state = ProcessState.ofId((int) box.getLong(at + HeaderFormat.STATE));
                    heartbeatNanos = box.getLong(at + HeaderFormat.HEARTBEAT);
                    startTicks = box.getLong(at + HeaderFormat.START_TICKS);
                    signalsDropped = box.getLong(at + HeaderFormat.SIGNALS_DROPPED);
                }
            } else if (!live) {
                String copy = page == BoxFormat.HEADER_A ? "A" : "B";
                if (content == BoxBytes.Content.TORN) {
                    damage.note("header " + copy + ": the process state was being written when the process ended");
                } else {
                    damage.note("header " + copy + ": the process state is damaged");
                }
            }
        }
        if (!stateKnown) {
            damage.note("the process state is not known");
        }
    }
}
